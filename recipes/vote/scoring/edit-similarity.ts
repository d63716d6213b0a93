/** Levenshtein distance in code points. */
export function editDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (const [i, one] of left.entries()) {
    const next = [i + 1];
    for (const [j, other] of right.entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (one === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Normalised similarity of an answer and a gold one (ANLS): 1 - distance / longer length, in lower case; 1 of two empty texts. */
export function editSimilarity(answer: string, gold: string): number {
  const [a, b] = [answer.trim().toLowerCase(), gold.trim().toLowerCase()];
  const longer = Math.max([...a].length, [...b].length);
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer;
}
