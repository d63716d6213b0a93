import { majorityVote } from '../internvl/voting/majority-vote.ts';
import type { VoteRow, VoteSample } from './vote-row.ts';

/** What the samples of a question come to; `n` counts those that were asked for. */
export type Election = Pick<VoteRow, 'votes' | 'n' | 'valid' | 'agreement' | 'by'> & {
  readonly winner: VoteSample | undefined;
};

/**
 * Chooses among the samples of one question: by score where some have one, else the most frequent answer, of equal ones that with
 * the higher mean log probability, else the earliest. Unreadable answers have no vote.
 */
export function elect(samples: readonly VoteSample[], asked: number, by: 'single' | 'vote' | 'scorer'): Election {
  const scored = samples.filter(({ answer, score }) => answer !== null && score !== undefined);
  const vote = majorityVote(
    samples.map(({ answer }) => answer),
    samples.map(({ meanLogProb }) => meanLogProb ?? null),
  );
  if (by === 'scorer' && scored.length > 0) {
    const winner = scored.reduce((best, one) => ((one.score ?? 0) > (best.score ?? 0) ? one : best));
    const votes = samples.filter(({ answer }) => answer === winner.answer).length;
    return { winner, votes, n: asked, valid: vote.valid, agreement: votes / vote.valid, by };
  }
  const winner = vote.answer === null ? undefined : samples.find(({ answer }) => answer === vote.answer);
  return { ...vote, n: asked, winner, by: by === 'scorer' ? 'vote' : by };
}
