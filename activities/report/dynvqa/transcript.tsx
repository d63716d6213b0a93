import type { VNode } from 'preact';
import type { AnsweredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import type { StepRecord } from '../../../recipes/dynvqa/agent/step-record.ts';
import { f1Recall } from '../../../recipes/dynvqa/metric/f1-recall.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

const actions: Readonly<Record<StepRecord['action'], string>> = {
  search_text: 'text search',
  search_images: 'picture search by words',
  search_by_image: 'search by the picture',
  none: 'no search',
  answer: 'answer',
};

function Step({ step }: { readonly step: StepRecord }): VNode {
  const { thought, subQuestion, action, query, result, hits, finding, answer, guarded, degraded } = step;
  return (
    <div class="round">
      <div class="round-head">
        <b>{`Step ${step.step}`}</b>
        <span class="operator other">{actions[action]}</span>
        <span class="count">{`${result}${degraded ? ', by a weaker search' : ''}${guarded > 0 ? `, ${guarded} hits kept back` : ''}`}</span>
      </div>
      {thought === '' ? null : <p class="judge">{thought}</p>}
      {subQuestion === '' ? null : <p class="q">{subQuestion}</p>}
      {query === undefined ? null : (
        <p>
          Query: <code>{query}</code>
        </p>
      )}
      {answer === undefined ? null : <p class="a">{answer}</p>}
      {finding === undefined ? null : (
        <p>
          <span class="pill good">{finding.by}</span>
          {` read: ${finding.answer} `}
          <small>{finding.cited.join(', ')}</small>
        </p>
      )}
      {hits.length === 0 ? null : (
        <details>
          <summary>{`${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}`}</summary>
          <ol>
            {hits.map(({ docId, title, text, date }) => (
              <li>
                <b>{title || docId}</b>
                {date === undefined ? '' : ` (${date})`}
                {`: ${text}`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

/** One question with its picture, gold, prediction and every step. */
export async function transcript(row: AnsweredQuestion, id: string, thumbnail: Thumbnail): Promise<VNode> {
  const { question_id, question, language, answers, gold_version, as_of, prediction, answered_by, extracted, steps } =
    row;
  const score = (said: string): string => `${Math.round(f1Recall(said, answers, language).score * 100)}`;
  return (
    <article class="card">
      <div class="source">
        {row.image ? <Photo picture={await thumbnail(row.image.sha256)} boxes={[]} /> : null}
        <p class="name">{question}</p>
        <p class="none">{`${question_id}, row ${id}`}</p>
        <p class="label">{`Gold ${gold_version}${as_of === null ? '' : `, as of ${as_of}`}`}</p>
        <p>{answers.join(' / ')}</p>
        <p class="label">{`Answer of the ${answered_by}, official ${score(prediction)}`}</p>
        <p>{prediction || 'none'}</p>
        {extracted === null || answered_by === 'extractor' ? null : (
          <>
            <p class="label">{`Read by the extractor, official ${score(extracted.answer)}`}</p>
            <p>{extracted.answer}</p>
          </>
        )}
      </div>
      <div class="story">
        {steps.length === 0 ? <p class="none">No search was made.</p> : steps.map((step) => <Step step={step} />)}
      </div>
    </article>
  );
}
