import type { Row } from '../../item-program.ts';
import type { ReviewVerdict } from '../../review.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { SealedRows } from '../../whole-stage.ts';
import type { AnnotationClass } from '../annotations/annotation.ts';
import { wilson } from '../evaluation/wilson.ts';
import { sampledRow } from './sample.ts';

/** Who judged, as the facts are named: people `audit…`, a model `modelAudit…`. */
export const auditJudges = { people: 'audit', model: 'modelAudit' } as const;
export type AuditJudge = keyof typeof auditJudges;

/** What an audit counts, and how its facts go on: `auditJudged` of all, `auditTextJudged` of a class. */
export const auditScopes = {
  all: '',
  text: 'Text',
  region_text: 'RegionText',
  text_phrase_region: 'TextPhraseRegion',
} as const satisfies Readonly<Record<AnnotationClass | 'all', string>>;
type Scope = keyof typeof auditScopes;

export type Verdicts = ReadonlyMap<string, Pick<ReviewVerdict, 'verdict'>>;

/**
 * Facts of an audit: of all the drawn annotations and of each class that was drawn, how many were `Sampled`, `Judged`, `Right` (verdict
 * `keep`), and, where some were judged, the `Precision` with `Low` and `High` of its 95 % interval (Wilson), shares of 1.
 */
export async function auditFacts(
  sampled: SealedRows,
  verdicts: Verdicts,
  judge: AuditJudge = 'people',
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
  const by = auditJudges[judge];
  const facts: Record<string, number> = { [`${by}Sampled`]: 0, [`${by}Judged`]: 0, [`${by}Right`]: 0 };
  for (const [scope, { sampled: drawn, judged, right }] of tally) {
    const name = `${by}${auditScopes[scope]}`;
    Object.assign(facts, { [`${name}Sampled`]: drawn, [`${name}Judged`]: judged, [`${name}Right`]: right });
    if (judged === 0) continue;
    const { low, high } = wilson(right, judged);
    Object.assign(facts, { [`${name}Precision`]: right / judged, [`${name}Low`]: low, [`${name}High`]: high });
  }
  return facts;
}

/** How many annotations both people and the model judged, and on how many of them they said the same. */
export function agreementFacts(people: Verdicts, model: Verdicts): StageFacts {
  const both = [...people].filter(([row]) => model.has(row));
  const agreed = both.filter(([row, { verdict }]) => model.get(row)?.verdict === verdict);
  return { modelAuditCompared: both.length, modelAuditAgreed: agreed.length };
}

const classOf = (row: Row): AnnotationClass => sampledRow.parse(row).annotation.class;
