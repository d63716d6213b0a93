export interface ScoredEntry {
  readonly entry: number;
  readonly score: number;
}

/** The `most` entries with the highest score, best first; of equals the one that stands first in the corpus. */
export function bestEntries(
  entries: Iterable<number>,
  scoreOf: (entry: number) => number,
  most: number,
): ScoredEntry[] {
  const best: ScoredEntry[] = [];
  for (const entry of entries) {
    const score = scoreOf(entry);
    const last = best[best.length - 1];
    if (best.length === most && last && !isBetter({ entry, score }, last)) continue;
    let at = best.length;
    while (at > 0 && isBetter({ entry, score }, best[at - 1] as ScoredEntry)) at -= 1;
    best.splice(at, 0, { entry, score });
    if (best.length > most) best.pop();
  }
  return best;
}

const isBetter = (a: ScoredEntry, b: ScoredEntry): boolean =>
  a.score > b.score || (a.score === b.score && a.entry < b.entry);
