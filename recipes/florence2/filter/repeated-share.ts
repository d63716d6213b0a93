/** Words in a run. */
const RUN = 4;

/** Share of the words that stand in a run of four that came before, 0 to 1. */
export function repeatedShare(words: readonly string[]): number {
  if (words.length < RUN) return 0;
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (let at = 0; at + RUN <= words.length; at++) {
    const run = words.slice(at, at + RUN).join(' ');
    if (seen.has(run)) for (let word = at; word < at + RUN; word++) repeated.add(word);
    seen.add(run);
  }
  return repeated.size / words.length;
}
