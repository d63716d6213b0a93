/** Shannon entropy of a count of labels, in bits; 0 for none and for one. */
export function entropyOf(counts: ReadonlyMap<string, number>): number {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log2(count / total)),
    0,
  );
}
