import type { VNode } from 'preact';
import { z } from 'zod';
import { goldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

export const releasedQuestion = goldQuestion.extend({
  gates: z.record(z.string(), z.string()).optional(),
  written_by: z.string().optional(),
});
export type ReleasedQuestion = z.infer<typeof releasedQuestion>;

/** Gates by their number: rows hold them in the order of their names, A10 before A2. */
const inOrder = (gates: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(gates).toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));

/** A question of a release: picture, gold, how it is answered, and which gates it passed. */
export async function releasedCard(question: ReleasedQuestion, thumbnail: Thumbnail): Promise<VNode> {
  const { question_id, answers, as_of, state, labels, golden_query, chain, evidence, history, gates, written_by } =
    question;
  const facts = [labels.updateFrequency, labels.hops === undefined ? undefined : `${labels.hops} hops`, labels.domain];
  return (
    <article class="card">
      <div class="source">
        <Photo picture={await thumbnail(question.image.sha256)} boxes={[]} />
        <p class="name">{question.question}</p>
        <p class="none">{`${question_id}${written_by === undefined ? '' : `, question written by ${written_by}`}`}</p>
      </div>
      <div class="story">
        <p class="label">{`Gold as of ${as_of ?? 'an unknown day'}, ${state}`}</p>
        <p class="a">{answers.join(' / ') || '–'}</p>
        <p class="meta">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
        <p class="label">Golden query</p>
        <p>{golden_query ?? '–'}</p>
        {chain.map(({ subQuestion, tool, answer }) => (
          <p class="example">{`${subQuestion} → ${answer} (${tool})`}</p>
        ))}
        {history.map(({ gold_version, as_of: day, answers: former }) => (
          <p class="example">{`${gold_version}, as of ${day ?? '?'}: ${former.join(' / ')}`}</p>
        ))}
        {evidence.length === 0 ? null : (
          <details>
            <summary>{`${evidence.length} documents of evidence`}</summary>
            <ol>
              {evidence.map(({ docId, span, publishedAt }) => (
                <li>{`${docId}${publishedAt === undefined ? '' : ` (${publishedAt})`}: ${span}`}</li>
              ))}
            </ol>
          </details>
        )}
        {gates === undefined ? null : (
          <p class="meta">
            {inOrder(gates).map(([gate, result]) => (
              <span class={`pill ${result === 'skipped' ? 'no' : 'good'}`}>{`${gate} ${result}`}</span>
            ))}
          </p>
        )}
      </div>
    </article>
  );
}
