import { z } from 'zod';
import type { Row } from '../../item-program.ts';
import type { WholeServices, WholeStage } from '../../whole-stage.ts';
import { hashDistance, samePicture } from '../../hash-distance.ts';
import { reviewedStage } from '../plan.ts';
import type { BuildOptions } from '../options.ts';
import { goldQuestion, type Review } from '../gold/question.ts';
import { releaseFacts } from '../gold/release-facts.ts';
import { buildPromptVersion } from './prompts.ts';
import { readDraft, type Draft } from './draft.ts';
import { fillQuotas, paperShares, type QuotaShares } from './quotas.ts';
import { rowsOf } from '../sealed-input.ts';

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

/** Questions that ask the same of the same picture. */
function duplicates(): (question: Draft, id: string) => string | undefined {
  const byQuery = new Map<
    string,
    { readonly id: string; readonly sha256: string; readonly phash: string | undefined }[]
  >();
  return ({ golden_query, image, language }, id) => {
    const key = `${language} ${folded(golden_query ?? '')}`;
    const mine = { id, sha256: image?.sha256 ?? '', phash: image?.phash };
    const others = byQuery.get(key) ?? [];
    const twin = others.find(
      ({ sha256, phash }) =>
        sha256 === mine.sha256 ||
        (phash !== undefined && mine.phash !== undefined && hashDistance(phash, mine.phash) <= samePicture),
    );
    if (!twin) byQuery.set(key, [...others, mine]);
    return twin?.id;
  };
}

type Reviewed = { readonly review: Review } | { readonly fall: 'A13:rejected' | 'A13:disputed' };

/**
 * What a review leaves of the flagged rows. Without a verdict a row that was only sampled stays, and one that votes disagreed on falls.
 */
function reviewedRow(row: Row, draft: Draft, verdicts: Awaited<ReturnType<WholeServices['reviewed']>>): Reviewed {
  const verdict = verdicts.get(row.id)?.verdict;
  const flag = draft.disputed.length > 0 ? 'disputed' : 'sampled';
  if (verdict === 'drop') return { fall: 'A13:rejected' };
  if (verdict === undefined && flag === 'disputed') return { fall: 'A13:disputed' };
  return { review: { flag, verdict: verdict ?? null } };
}

const unflagged: Reviewed = { review: { flag: null, verdict: null } };

function released(draft: Draft, review: Review, { version, asOf }: BuildOptions) {
  const { question, image, phrase: _phrase, topic: _topic, ...rest } = draft;
  const made = goldQuestion
    .extend({ image: goldQuestion.shape.image })
    .parse({ ...rest, question, image, state: 'active', gold_version: version, as_of: asOf });
  const { gates, verify, written_by } = draft;
  return z
    .record(z.string(), z.json())
    .parse({ ...made, gates, verify, review, written_by, prompt_version: buildPromptVersion });
}

const sharesOf = ({ quotas }: BuildOptions): QuotaShares | undefined => {
  if (quotas === undefined) return undefined;
  if (quotas === 'paper') return paperShares;
  return Object.fromEntries(Object.entries(quotas).filter(([, share]) => share !== undefined));
};

/**
 * A14: the release. What the review keeps, without duplicates (same query, same picture by sha256 or at most 6 of 64 bits apart), with
 * the shares of types that are wanted. Labels and keys of all questions are held in memory, the questions are not.
 */
export const releaseBuilt: WholeStage = async function* (inputs, services, context) {
  const options = context.options as BuildOptions;
  const verdicts = await services.reviewed(reviewedStage);
  async function* candidates(): AsyncGenerator<{
    readonly row: Row;
    readonly draft: Draft;
    readonly reviewed: Reviewed;
  }> {
    for (const input of ['questions', 'flagged'] as const)
      for await (const row of rowsOf(inputs, input)) {
        const draft = readDraft(row);
        yield { row, draft, reviewed: input === 'flagged' ? reviewedRow(row, draft, verdicts) : unflagged };
      }
  }
  const labels: Draft['labels'][] = [];
  const twinOf = new Map<string, string>();
  const isTwin = duplicates();
  for await (const { row, draft, reviewed } of candidates()) {
    if ('fall' in reviewed) continue;
    const twin = isTwin(draft, row.id);
    if (twin === undefined) labels.push(draft.labels);
    else twinOf.set(row.id, twin);
  }
  const shares = sharesOf(options);
  const { left, met } = shares ? fillQuotas(labels, shares) : { left: [], met: true };
  const tooMany = new Map(left.map(({ index, type }) => [index, type]));
  const counts = releaseFacts(options.version, options.asOf);
  let index = 0;
  for await (const { row, draft, reviewed } of candidates()) {
    const twin = twinOf.get(row.id);
    if ('fall' in reviewed) yield { kind: 'dropped', row, reason: reviewed.fall };
    else if (twin !== undefined) yield { kind: 'dropped', row, reason: 'A14:duplicate', detail: { mergedInto: twin } };
    else {
      const over = tooMany.get(index++);
      if (over !== undefined) yield { kind: 'dropped', row, reason: `A14:quota_${over}` };
      else {
        const fields = released(draft, reviewed.review, options);
        counts.count(goldQuestion.parse(fields));
        yield { kind: 'row', fields, parents: [row] };
      }
    }
  }
  yield { kind: 'facts', facts: { ...counts.facts(), ...(shares ? { quotas_met: met } : {}) } };
};
