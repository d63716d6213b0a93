/** Counts by name. Data only, so that the tallies of shards can be stored and merged. */
export type Tally = Record<string, number>;

export function count(tally: Tally, name: string | number, times = 1): void {
  const key = String(name);
  tally[key] = (Object.hasOwn(tally, key) ? (tally[key] ?? 0) : 0) + times;
}

export function mergeTallies(into: Tally, from: Tally): void {
  for (const [name, times] of Object.entries(from)) count(into, name, times);
}

export function total(tally: Tally): number {
  return Object.values(tally).reduce((sum, times) => sum + times, 0);
}

/** Mean of a tally whose names are numbers; null where it is empty. */
export function meanOf(tally: Tally): number | null {
  const all = total(tally);
  if (all === 0) return null;
  return Object.entries(tally).reduce((sum, [value, times]) => sum + Number(value) * times, 0) / all;
}

/** The commonest entries first, equals by name. */
export function top(tally: Tally, most: number): { name: string; count: number }[] {
  return Object.entries(tally)
    .map(([name, times]) => ({ name, count: times }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}
