import type { Row } from '../../item-program.ts';
import type { RowFields } from '../../outcome.ts';
import type { SealedRows, WholeLine, WholeStage } from '../../whole-stage.ts';
import { equationsOf, holds } from '../equations.ts';
import type { StarOptions } from '../options.ts';
import { distinctRationales } from './same-rationale.ts';
import { shuffledRows } from './shuffled-rows.ts';
import { rationaleRecord, type RationaleRecord } from './training-record.ts';

type Verdict =
  | 'kept'
  | 'duplicate'
  | 'over_cap'
  | 'visual_independent'
  | 'wrong_perception'
  | 'wrong_equation'
  | 'over_rationalized_share';

/**
 * The training set of an iteration (paper, algorithm 1, lines 5 to 6): right rationales, generated and rationalized, less those
 * the options leave out, in an order drawn from the campaign's seed.
 */
export const select: WholeStage = async function* ({ generated, rationalized }, { scratch }, context) {
  const options = context.options as StarOptions;
  const order = shuffledRows(scratch('records'));
  const tally = {
    generated: 0,
    rationalized: 0,
    duplicates: 0,
    solved: 0,
    workings: 0,
    wrongWorkings: 0,
    independent: 0,
  };
  for (const input of [generated, rationalized]) {
    for await (const { lines, records } of problemsOf(input)) {
      const judge = judgeOf(records, options);
      if (records[0]?.source === 'generated') tally.solved += 1;
      for (const [at, record] of records.entries()) {
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
        const line = lines[at];
        if (line) await order.hold(line, context.draw(`shuffle ${record.id}`));
      }
    }
  }
  for await (const row of order.rows()) {
    const { id, origin, parents: _, calls: __, round: ___, ...fields } = row;
    yield { kind: 'row', fields: fields as RowFields, parents: [{ id, origin }] } satisfies WholeLine;
  }
  yield { kind: 'facts', facts: factsOf(tally, context.facts['attempts'] ?? {}) };
};

interface ProblemRationales {
  readonly lines: Row[];
  readonly records: RationaleRecord[];
}

/** Rows of one problem stand together; memory holds one problem's. */
async function* problemsOf(input: SealedRows | undefined): AsyncGenerator<ProblemRationales> {
  let problem: ProblemRationales = { lines: [], records: [] };
  for await (const line of input?.() ?? []) {
    const record = rationaleRecord.parse(line);
    if (problem.records[0] && problem.records[0].origin !== record.origin) {
      yield problem;
      problem = { lines: [], records: [] };
    }
    problem.lines.push(line);
    problem.records.push(record);
  }
  if (problem.records.length > 0) yield problem;
}

/** Decides on the rationales of one problem, one after the other. */
function judgeOf(
  records: readonly RationaleRecord[],
  options: StarOptions,
): (record: RationaleRecord, generated: number, rationalized: number) => Verdict {
  const { maxKeptPerProblem = Infinity, maxRationalizedShare } = options;
  const sound = new Map(records.map((record) => [record, unsoundness(record, options)]));
  const distinct = distinctRationales(
    records.filter((record) => sound.get(record) === undefined),
    options,
  );
  let kept = 0;
  return (record, generated, rationalized) => {
    const unsound = sound.get(record);
    if (unsound) return unsound;
    if (!distinct.has(record)) return 'duplicate';
    if (kept >= maxKeptPerProblem) return 'over_cap';
    if (record.source === 'rationalized' && rationalized + 1 > mostRationalized(maxRationalizedShare, generated))
      return 'over_rationalized_share';
    kept += 1;
    return 'kept';
  };
}

function unsoundness(
  { completion, visual_independent, perception_right, working_right }: RationaleRecord,
  { blindCheck, perception, equationCheck, dataset }: StarOptions,
): Verdict | undefined {
  if (blindCheck === 'drop' && visual_independent) return 'visual_independent';
  if (perception === 'drop' && perception_right === false) return 'wrong_perception';
  if (!equationCheck) return undefined;
  const right = dataset === 'arithmetic' ? working_right !== false : equationsOf(completion).every(holds);
  return right ? undefined : 'wrong_equation';
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
