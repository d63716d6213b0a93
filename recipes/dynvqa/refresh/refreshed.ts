import type { GoldQuestion, PastGold } from '../gold/question.ts';
import type { RefreshVerdict } from './verdict.ts';

export interface ReleaseDate {
  /** Name of the release, `202603`. */
  readonly version: string;
  /** Day the sources were read as of. */
  readonly asOf: string;
}

/** The question in the next release: its former gold goes to the history and is never overwritten. */
export function refreshedQuestion(
  question: GoldQuestion,
  verdict: RefreshVerdict,
  { version, asOf }: ReleaseDate,
): GoldQuestion {
  const { gold_version, as_of, answers, history } = question;
  const past: PastGold = { gold_version, as_of, answers };
  switch (verdict.verdict) {
    case 'unchanged':
      return {
        ...question,
        gold_version: version,
        as_of: verdict.why === 'confirmed' ? asOf : as_of,
        pending_cycles: 0,
      };
    case 'changed':
      return {
        ...question,
        gold_version: version,
        as_of: asOf,
        state: 'active',
        answers: verdict.answers,
        history: answers.length > 0 ? [...history, past] : history,
        pending_cycles: 0,
      };
    default:
      return {
        ...question,
        gold_version: version,
        state: verdict.verdict,
        answers: [],
        history: answers.length > 0 ? [...history, past] : history,
        pending_cycles: question.pending_cycles + 1,
      };
  }
}
