import { createHash } from 'node:crypto';

/** Puts a picture in words. */
export type Describe = (image: Buffer) => Promise<string>;

/** `describe` with its answers kept by the picture's sha256: at most `limit`, the least recently used goes first. */
export function remembered(describe: Describe, limit = 1024): Describe {
  const kept = new Map<string, Promise<string>>();
  return (image) => {
    const key = createHash('sha256').update(image).digest('hex');
    const known = kept.get(key) ?? describe(image);
    kept.delete(key);
    kept.set(key, known);
    known.catch(() => kept.get(key) === known && kept.delete(key));
    if (kept.size > limit) kept.delete(kept.keys().next().value ?? key);
    return known;
  };
}
