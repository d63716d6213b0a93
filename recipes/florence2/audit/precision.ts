import type { Row } from '../../item-program.ts';
import type { ReviewVerdict } from '../../review.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { SealedRows } from '../../whole-stage.ts';
import type { AnnotationClass } from '../annotations/annotation.ts';
import { wilson } from '../evaluation/wilson.ts';
import { sampledRow } from './sample.ts';

/** What an audit counts, and how its facts are named: `auditJudged` of all, `auditTextJudged` of a class. */
export const auditScopes = {
  all: 'audit',
  text: 'auditText',
  region_text: 'auditRegionText',
  text_phrase_region: 'auditTextPhraseRegion',
} as const satisfies Readonly<Record<AnnotationClass | 'all', string>>;
type Scope = keyof typeof auditScopes;

/**
 * Facts of an audit: of all the drawn annotations and of each class that was drawn, how many were `Sampled`, `Judged`, `Right` (verdict
 * `keep`), and, where some were judged, the `Precision` with `Low` and `High` of its 95 % interval (Wilson), shares of 1.
 */
export async function auditFacts(
  sampled: SealedRows,
  verdicts: ReadonlyMap<string, Pick<ReviewVerdict, 'verdict'>>,
): Promise<StageFacts> {
  const tally = new Map<Scope, { sampled: number; judged: number; right: number }>();
  const add = (scope: Scope, verdict: ReviewVerdict['verdict'] | undefined): void => {
    const before = tally.get(scope) ?? { sampled: 0, judged: 0, right: 0 };
    tally.set(scope, {
      sampled: before.sampled + 1,
      judged: before.judged + Number(verdict !== undefined),
      right: before.right + Number(verdict === 'keep'),
    });
  };
  for await (const row of sampled()) {
    const verdict = verdicts.get(row.id)?.verdict;
    add('all', verdict);
    add(classOf(row), verdict);
  }
  const facts: Record<string, number> = { auditSampled: 0, auditJudged: 0, auditRight: 0 };
  for (const [scope, { sampled: drawn, judged, right }] of tally) {
    const name = auditScopes[scope];
    Object.assign(facts, { [`${name}Sampled`]: drawn, [`${name}Judged`]: judged, [`${name}Right`]: right });
    if (judged === 0) continue;
    const { low, high } = wilson(right, judged);
    Object.assign(facts, { [`${name}Precision`]: right / judged, [`${name}Low`]: low, [`${name}High`]: high });
  }
  return facts;
}

const classOf = (row: Row): AnnotationClass => sampledRow.parse(row).annotation.class;
