import { hashOf, sha256 } from '../../recipes/sha256.ts';

export interface IdentifiedRecord {
  readonly text: string;
  /** The further file it comes from, where it is not the seed's. */
  readonly part?: string | undefined;
}

/** Ids from a record's own text, so they don't depend on its place in the file; equal records are numbered. Ask in file order. */
export function rowIds(root: string): (record: IdentifiedRecord) => string {
  const seen = new Map<string, number>();
  return ({ text, part }) => {
    const content = sha256(part === undefined ? text : `${part}\n${text}`).slice(0, 16);
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    return hashOf([root, [], 'import', 0, content, occurrence]).slice(0, 32);
  };
}
