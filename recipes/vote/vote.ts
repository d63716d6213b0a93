import { allEnded } from '../all-ended.ts';
import type { ItemProgram } from '../item-program.ts';
import type { Outcome, RowFields } from '../outcome.ts';
import { elect, type Election } from './elect.ts';
import type { VoteOptions } from './options.ts';
import { preferencePairs } from './pairs.ts';
import { question as questionRow } from './question.ts';
import { rollouts } from './rollouts.ts';
import type { VoteRow, VoteSample } from './vote-row.ts';

const alone = (policy: VoteOptions['policy']): boolean => policy === 'direct' || policy === 'cot';

/**
 * Answers one question under the policy and says how far the answers agree (InternVL 2.5, test-time scaling; spec §e). Where no
 * reasoned answer can be read the direct one stands in. `dropped` with `no_readable_answer` where that cannot be read either.
 */
export const vote: ItemProgram = async ({ seed }, services, context): Promise<Outcome> => {
  const question = questionRow.parse(seed);
  const options = context.options as VoteOptions;
  const { policy, compare, gate, belowGate } = options;
  const asked = policy === 'direct' ? 0 : policy === 'cot' ? 1 : options.samples;
  const ask = rollouts(question, services, context, options);

  const [first, ...answered] = await allEnded([
    policy === 'direct' || compare ? ask.direct() : undefined,
    ...Array.from({ length: asked }, (_, sample) => ask.reasoned(sample)),
  ]);
  let samples = answered.filter((one): one is VoteSample => one !== undefined);
  if (policy === 'bon') samples = await allEnded(samples.map((one) => (one.answer === null ? one : ask.scored(one))));
  const election = elect(samples, asked, policy === 'bon' ? 'scorer' : alone(policy) ? 'single' : 'vote');
  const direct = first ?? (election.winner || policy === 'direct' || compare ? undefined : await ask.direct());

  const rejects = ask.rejects.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  const chosen = election.winner ?? direct;
  const failure = ask.failure();
  if (!chosen && samples.length === 0 && failure) throw failure;
  if (!chosen || chosen.answer === null)
    return { kind: 'dropped', reason: 'no_readable_answer', detail: { asked: asked + (direct ? 1 : 0) }, rejects };

  const counted = election.winner ? countsOf(election) : directCounts(policy, asked);
  const pseudoLabel = counted.valid > 1 && counted.agreement >= gate;
  if (!pseudoLabel && belowGate === 'drop') {
    const { votes, valid, agreement } = counted;
    return { kind: 'dropped', reason: 'low_agreement', detail: { votes, valid, agreement }, rejects };
  }
  const row = {
    ...question,
    answer: chosen.answer,
    response: chosen.text,
    ...counted,
    pseudoLabel,
    ...(chosen.correct === undefined ? {} : { correct: chosen.correct }),
    samples,
    ...(direct ? { direct } : {}),
    ...(question.gold ? { pairs: pairsOf(samples, options, context.draw) } : {}),
  };
  return { kind: 'kept', rows: [JSON.parse(JSON.stringify(row)) as RowFields], rejects };
};

const countsOf = ({ votes, n, valid, agreement, by }: Election): Counted => ({ votes, n, valid, agreement, by });

type Counted = Pick<VoteRow, 'votes' | 'n' | 'valid' | 'agreement' | 'by'>;

/** Of a direct answer: the policy's own, or one that stands in for samples that had no vote. */
const directCounts = (policy: VoteOptions['policy'], asked: number): Counted =>
  policy === 'direct'
    ? { votes: 1, n: 1, valid: 1, agreement: 1, by: 'single' }
    : { votes: 0, n: asked, valid: 0, agreement: 0, by: 'direct' };

function pairsOf(
  samples: readonly VoteSample[],
  { pairs }: VoteOptions,
  draw: (purpose: string) => number,
): VoteRow['pairs'] {
  const graded = samples.map(({ answer, correct = false, wellFormed }) => ({ answer, correct, wellFormed }));
  const number = (index: number): number => samples[index]?.sample ?? index;
  return preferencePairs(graded, pairs, draw).map(({ chosen, rejected }) => ({
    chosen: number(chosen),
    rejected: number(rejected),
  }));
}
