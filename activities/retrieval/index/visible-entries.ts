import { dayNumber } from './write-index.ts';

/** The entries that are there on a day, with what BM25 needs to know of all of them. */
export interface VisibleEntries {
  readonly total: number;
  /** In terms. */
  readonly meanLength: number;
  readonly sees: (entry: number) => boolean;
}

/** Entries as of a day; counted once a day. An entry without a day is always there. */
export function visibleEntries(lengths: Uint32Array, days: Uint32Array): (asOf: string | undefined) => VisibleEntries {
  const counted = new Map<number, VisibleEntries>();
  return (asOf) => {
    const last = asOf === undefined ? Infinity : dayNumber(asOf);
    const known = counted.get(last);
    if (known) return known;
    const sees = (entry: number): boolean => (days[entry] as number) <= last;
    let total = 0;
    let length = 0;
    for (const [entry, terms] of lengths.entries()) {
      if (!sees(entry)) continue;
      total += 1;
      length += terms;
    }
    const visible = { total, meanLength: length / Math.max(1, total), sees };
    counted.set(last, visible);
    return visible;
  };
}
