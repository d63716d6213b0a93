import type { WholeLine, WholeStage } from '../../whole-stage.ts';
import type { RowFields } from '../../outcome.ts';
import type { StarOptions } from '../options.ts';
import { sameKey } from './same-rationale.ts';
import { shuffledRows } from './shuffled-rows.ts';
import { rationaleRecord, type RationaleRecord } from './training-record.ts';

type Verdict = 'kept' | 'duplicate' | 'over_cap' | 'visual_independent' | 'over_rationalized_share';

/**
 * The training set of an iteration (paper, algorithm 1, lines 5 to 6): right rationales, generated and rationalized, less those
 * the options leave out, in an order drawn from the campaign's seed.
 */
export const select: WholeStage = async function* ({ generated, rationalized }, { scratch }, context) {
  const options = context.options as StarOptions;
  const order = shuffledRows(scratch('records'));
  const judge = judgeOf(options);
  const tally = {
    generated: 0,
    rationalized: 0,
    duplicates: 0,
    solved: 0,
    workings: 0,
    wrongWorkings: 0,
    independent: 0,
  };
  let problem: string | undefined;
  for (const input of [generated, rationalized]) {
    if (!input) continue;
    for await (const line of input()) {
      const record = rationaleRecord.parse(line);
      if (record.source === 'generated' && record.origin !== problem) tally.solved += 1;
      problem = record.origin;
      const verdict = judge(record, tally.generated, tally.rationalized);
      if (verdict === 'duplicate') tally.duplicates += 1;
      if (record.visual_independent) tally.independent += 1;
      if (verdict !== 'kept') {
        yield { kind: 'dropped', row: record, reason: verdict };
        continue;
      }
      tally[record.source] += 1;
      if (record.working_right !== undefined) tally.workings += 1;
      if (record.working_right === false) tally.wrongWorkings += 1;
      await order.hold(line, context.draw(`shuffle ${record.id}`));
    }
  }
  for await (const row of order.rows()) {
    const { id, origin, parents: _, calls: __, round: ___, ...fields } = row;
    yield { kind: 'row', fields: fields as RowFields, parents: [{ id, origin }] } satisfies WholeLine;
  }
  yield { kind: 'facts', facts: factsOf(tally, context.facts['attempts'] ?? {}) };
};

/** Decides on one record after the other; those of one problem come together. */
function judgeOf({
  dedupKey,
  maxKeptPerProblem = Infinity,
  blindCheck,
  maxRationalizedShare,
}: StarOptions): (record: RationaleRecord, generated: number, rationalized: number) => Verdict {
  let problem: string | undefined;
  let seen = new Set<string>();
  let kept = 0;
  return (record, generated, rationalized) => {
    if (record.origin !== problem) {
      problem = record.origin;
      seen = new Set();
      kept = 0;
    }
    if (blindCheck === 'drop' && record.visual_independent) return 'visual_independent';
    const key = sameKey(record.completion, dedupKey);
    if (key !== undefined && seen.has(key)) return 'duplicate';
    if (kept >= maxKeptPerProblem) return 'over_cap';
    if (record.source === 'rationalized' && rationalized + 1 > mostRationalized(maxRationalizedShare, generated))
      return 'over_rationalized_share';
    if (key !== undefined) seen.add(key);
    kept += 1;
    return 'kept';
  };
}

/** Rationalized records beside so many generated ones, at a share of the whole. */
const mostRationalized = (share: number, generated: number): number =>
  share >= 1 ? Infinity : Math.floor((share * generated) / (1 - share));

function factsOf(
  {
    generated,
    rationalized,
    duplicates,
    solved,
    workings,
    wrongWorkings,
    independent,
  }: Readonly<Record<string, number>>,
  attempts: Readonly<Record<string, number | string | boolean>>,
) {
  const attempted = Number(attempts['total'] ?? 0);
  const records = (generated ?? 0) + (rationalized ?? 0);
  const share = (part: number): number => (attempted === 0 ? 0 : part / attempted);
  return {
    attempted,
    failed: Number(attempts['failed'] ?? 0),
    correct: solved ?? 0,
    generated: generated ?? 0,
    rationalized: rationalized ?? 0,
    records,
    duplicates: duplicates ?? 0,
    generatedShare: share(generated ?? 0),
    rationalizedShare: share(rationalized ?? 0),
    keptShare: share(records),
    ...(workings ? { wrongWorking: (wrongWorkings ?? 0) / workings } : {}),
    ...(independent ? { visualIndependent: independent } : {}),
  };
}
