export interface Vote {
  readonly answer: string | null;
  readonly votes: number;
  /** All answers, the unreadable ones included. */
  readonly n: number;
  readonly valid: number;
  /** votes / valid; 0 where nothing could be read. */
  readonly agreement: number;
}

/**
 * The most frequent of already canonical answers; null is an answer that could not be read and has no vote.
 * A tie goes to the answer with the higher mean log probability where these are given, else to the one seen first.
 */
export function majorityVote(answers: readonly (string | null)[], meanLogProbs?: readonly (number | null)[]): Vote {
  const candidates = new Map<string, { votes: number; logProb: number; first: number }>();
  for (const [index, answer] of answers.entries()) {
    if (answer === null) continue;
    const candidate = candidates.get(answer) ?? { votes: 0, logProb: -Infinity, first: index };
    candidate.votes++;
    candidate.logProb = Math.max(candidate.logProb, meanLogProbs?.[index] ?? -Infinity);
    candidates.set(answer, candidate);
  }
  const valid = answers.reduce((count, answer) => count + (answer === null ? 0 : 1), 0);
  const [winner] = [...candidates].sort(
    ([, a], [, b]) => b.votes - a.votes || compareDescending(a.logProb, b.logProb) || a.first - b.first,
  );
  if (!winner) return { answer: null, votes: 0, n: answers.length, valid, agreement: 0 };
  const [answer, { votes }] = winner;
  return { answer, votes, n: answers.length, valid, agreement: votes / valid };
}

/** -Infinity - -Infinity would be NaN. */
function compareDescending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}
