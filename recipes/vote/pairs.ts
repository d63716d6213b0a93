/** One rollout as preference data sees it. */
export interface Rollout {
  readonly answer: string | null;
  readonly correct: boolean;
  /** Has the form asked for; one without it is no preference data. */
  readonly wellFormed: boolean;
}

export interface PreferencePair {
  /** Numbers of the rollouts. */
  readonly chosen: number;
  readonly rejected: number;
}

/**
 * Pairs of a right and a wrong rollout of one question (MMPR, spec §e), at most so many, drawn without repetition. A pair is left
 * out where the right answer's words stand within the wrong answer's.
 *
 * @param draw uniform in [0, 1) by purpose
 */
export function preferencePairs(
  rollouts: readonly Rollout[],
  most: number,
  draw: (purpose: string) => number,
): readonly PreferencePair[] {
  const formed = [...rollouts.entries()].filter(([, { wellFormed }]) => wellFormed);
  const wrong = formed.filter(([, { correct }]) => !correct);
  const possible = formed
    .filter(([, { correct }]) => correct)
    .flatMap(([chosen, right]) =>
      wrong
        .filter(([, other]) => !(right.answer !== null && other.answer?.includes(right.answer)))
        .map(([rejected]) => ({ chosen, rejected, at: draw(`pair/${chosen}/${rejected}`) })),
    );
  return possible
    .sort((a, b) => a.at - b.at || a.chosen - b.chosen || a.rejected - b.rejected)
    .slice(0, most)
    .map(({ chosen, rejected }) => ({ chosen, rejected }))
    .sort((a, b) => a.chosen - b.chosen || a.rejected - b.rejected);
}
