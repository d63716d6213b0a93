import { allEnded } from '../../all-ended.ts';
import type { ItemProgram } from '../../item-program.ts';
import { ItemFailure, type Outcome, type PartReject, type RowFields } from '../../outcome.ts';
import type { StarOptions } from '../options.ts';
import type { StarProblem } from '../dataset.ts';
import { problemOf, problemRow } from '../problem-row.ts';
import { promptFor } from '../prompt.ts';
import { rationaleOf } from '../rationale.ts';
import { attempt, wrongDetail, wrongness, type Attempted } from './attempt.ts';
import { hasFewShot } from './few-shot.ts';
import { rationaleRow } from './rationale-row.ts';

type Sampled = { readonly sample: number; readonly attempted: Attempted | ItemFailure };
type Answered = { readonly sample: number; readonly attempted: Attempted };

/**
 * Attempts at a problem by the model of the iteration before. Right ones become rows; a problem without a right one is
 * dropped as `wrong` or `no_answer`, and only then rationalized. A problem whose every attempt failed is failed.
 */
export const generate: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as StarOptions;
  const row = problemRow.parse(current);
  const problem = problemOf(current, options);
  const fewShot = hasFewShot(options, context.round - 1);
  const messages = promptFor(problem, { fewShot, image: row.image?.sha256 });
  const { temperature, samplesPerProblem } = options;
  const sampled = await allEnded(
    Array.from({ length: samplesPerProblem }, async (_, sample): Promise<Sampled> => {
      const ask = { name: 'generate', sample, messages, temperature };
      return { sample, attempted: await attempt(problem, ask, services, context).catch(asFailure) };
    }),
  );
  const answered = sampled.filter((one): one is Answered => !(one.attempted instanceof ItemFailure));
  const failures = sampled.map(({ attempted }) => attempted).filter((one) => one instanceof ItemFailure);
  if (answered.length === 0 && failures[0]) throw failures[0];

  const rejects = samplesPerProblem === 1 ? [] : sampled.flatMap((one) => rejectOf(one) ?? []);
  const right = answered.filter(({ attempted }) => attempted.correct);
  const rows: RowFields[] = [];
  const wrong = options.keepNegatives ? { wrong: wrongOf(problem, answered) } : {};
  for (const { sample, attempted } of right)
    rows.push(
      await rationaleRow(
        { row, problem, attempted, source: 'generated', sample, fewShot, ...wrong },
        services,
        context,
      ),
    );
  return rows.length > 0 ? { kind: 'kept', rows, rejects } : withoutRight(answered, rejects);
};

/** Wrong attempts as they stand beside a right one: the other half of a verifier's pairs (V-STaR). */
const wrongOf = (problem: StarProblem, answered: readonly Answered[]): readonly RowFields[] =>
  answered.flatMap(({ sample, attempted: { correct, answer, output } }) =>
    correct ? [] : [{ sample, answer, completion: rationaleOf(problem, output) }],
  );

function asFailure(error: unknown): ItemFailure {
  if (error instanceof ItemFailure) return error;
  throw error;
}

/** Line of one of several attempts that is not right. */
function rejectOf({ sample, attempted }: Sampled): PartReject | undefined {
  const unit = `sample/${sample}`;
  if (attempted instanceof ItemFailure) return { unit, kind: 'failed', reason: attempted.reason };
  if (attempted.correct) return undefined;
  return { unit, kind: 'dropped', reason: wrongness(attempted), detail: wrongDetail(attempted) };
}

function withoutRight(answered: readonly Answered[], rejects: readonly PartReject[]): Outcome {
  const [only] = answered;
  if (rejects.length === 0 && only)
    return { kind: 'dropped', reason: wrongness(only.attempted), detail: wrongDetail(only.attempted) };
  const reason = answered.some(({ attempted }) => attempted.answer !== null) ? 'wrong' : 'no_answer';
  return { kind: 'dropped', reason, rejects };
}
