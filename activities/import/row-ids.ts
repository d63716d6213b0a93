import { hashOf, sha256 } from '../../recipes/sha256.ts';

/** Ids from a record's own text, so they don't depend on its place in the file; equal records are numbered. Ask in file order. */
export function rowIds(root: string): (record: { readonly text: string }) => string {
  const seen = new Map<string, number>();
  return ({ text }) => {
    const content = sha256(text).slice(0, 16);
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    return hashOf([root, [], 'import', 0, content, occurrence]).slice(0, 32);
  };
}
