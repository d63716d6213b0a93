import { createHash } from 'node:crypto';

/** What is made of a picture. */
export type Look<T> = (image: Buffer) => Promise<T>;

/** Puts a picture in words. */
export type Describe = Look<string>;

/** `look` with its answers kept by the picture's sha256: at most `limit`, the least recently used goes first. */
export function remembered<T>(look: Look<T>, limit = 1024): Look<T> {
  const kept = new Map<string, Promise<T>>();
  return (image) => {
    const key = createHash('sha256').update(image).digest('hex');
    const known = kept.get(key) ?? look(image);
    kept.delete(key);
    kept.set(key, known);
    known.catch(() => kept.get(key) === known && kept.delete(key));
    if (kept.size > limit) kept.delete(kept.keys().next().value ?? key);
    return known;
  };
}
