import type { EvolvedItem } from '../image-record.ts';

export interface Pair {
  readonly question: string;
  readonly answer: string;
}

const cue = /\s*Explain step by step\.$/;

/** Question and answer in plain words: of a task form those it was made from, of a reasoning question without its cue. */
export function plainPair({ question, answer, lineage }: EvolvedItem): Pair {
  return lineage?.compact?.plain ?? { question: question.replace(cue, ''), answer };
}
