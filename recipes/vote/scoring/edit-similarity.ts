import { editDistance } from '../../edit-distance.ts';

/** Normalised similarity of an answer and a gold one (ANLS): 1 - distance / longer length, in lower case; 1 of two empty texts. */
export function editSimilarity(answer: string, gold: string): number {
  const [a, b] = [answer.trim().toLowerCase(), gold.trim().toLowerCase()];
  const longer = Math.max([...a].length, [...b].length);
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer;
}
