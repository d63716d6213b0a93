/** F1 of the words read against the words there, case and punctuation aside, each as often as it stands; 1 where both are empty. */
export function wordF1(read: readonly string[], there: readonly string[]): number {
  const found = counted(read);
  const truth = counted(there);
  const [n, m] = [sum(found), sum(truth)];
  if (n === 0 && m === 0) return 1;
  let shared = 0;
  for (const [word, count] of found) shared += Math.min(count, truth.get(word) ?? 0);
  return (2 * shared) / (n + m);
}

function counted(texts: readonly string[]): Map<string, number> {
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
