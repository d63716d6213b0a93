import type { StageFacts } from '../../stage-facts.ts';
import type { GoldQuestion } from './question.ts';

/** Counts a release: its name, its day, and its questions by state. */
export function releaseFacts(version: string, asOf: string) {
  const states = { active: 0, pending: 0, retired: 0 };
  return {
    count({ state }: Pick<GoldQuestion, 'state'>): void {
      states[state] += 1;
    },
    facts: (): StageFacts => ({
      version,
      as_of: asOf,
      questions: states.active + states.pending + states.retired,
      ...states,
    }),
  };
}
