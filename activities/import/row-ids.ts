import { hashOf, sha256 } from '../../recipes/sha256.ts';

export interface IdentifiedRecord {
  readonly text: string;
  /** The further file it comes from, where it is not the seed's. */
  readonly part?: string | undefined;
}

/** Hexadecimal digits that fit exactly into a number: it takes a third of the memory of a string. */
const numberDigits = 13;

/**
 * Ids from a record's own text, so they don't depend on its place in the file; equal records are numbered. Ask in file order. Two
 * records that differ but share 52 bits of their hash are numbered as well: their ids stay apart.
 */
export function rowIds(root: string): (record: IdentifiedRecord) => string {
  const seen = new Set<number>();
  const repeated = new Map<number, number>();
  return ({ text, part }) => {
    const content = sha256(part === undefined ? text : `${part}\n${text}`).slice(0, 16);
    const known = Number.parseInt(content.slice(0, numberDigits), 16);
    const occurrence = seen.has(known) ? (repeated.get(known) ?? 0) + 1 : 0;
    if (occurrence > 0) repeated.set(known, occurrence);
    else seen.add(known);
    return hashOf([root, [], 'import', 0, content, occurrence]).slice(0, 32);
  };
}
