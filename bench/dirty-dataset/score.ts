import type { DirtyDataset } from './write-dataset.ts';

export interface KindScore {
  readonly planted: number;
  readonly found: number;
}

export interface CurationScore {
  readonly kinds: Readonly<Record<string, KindScore>>;
  readonly planted: number;
  readonly found: number;
  /** Ids of planted samples that were released. */
  readonly missed: readonly string[];
  readonly clean: number;
  /** Ids of clean samples of which nothing was released. */
  readonly wronglyDropped: readonly string[];
}

/**
 * Holds what was released against what was planted. A copy is found where of it, its clean original and that one's other copies one
 * sample stays; which one it is does not matter.
 */
export function scoreCuration({ clean, planted }: DirtyDataset, released: ReadonlySet<string>): CurationScore {
  const copies = new Map<string, string[]>();
  for (const { copyOf, record } of planted)
    if (copyOf !== undefined) copies.set(copyOf, [...(copies.get(copyOf) ?? []), record.id]);
  const staying = (original: string): readonly string[] =>
    [original, ...(copies.get(original) ?? [])].filter((id) => released.has(id));

  const kinds: Record<string, { planted: number; found: number }> = {};
  const missed: string[] = [];
  for (const { kind, record, copyOf } of planted) {
    const of = (kinds[kind] ??= { planted: 0, found: 0 });
    of.planted += 1;
    const isFound = !released.has(record.id) || (copyOf !== undefined && staying(copyOf).length === 1);
    if (isFound) of.found += 1;
    else missed.push(record.id);
  }
  return {
    kinds,
    planted: planted.length,
    found: planted.length - missed.length,
    missed,
    clean: clean.length,
    wronglyDropped: clean.filter((id) => staying(id).length === 0),
  };
}
