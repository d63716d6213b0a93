import type { StoredObject } from '../artifacts/store.ts';

/** Keys kept; further objects are only counted. */
const mostKeys = 20;

export interface ObjectTotal {
  add(object: StoredObject): void;
  count(): number;
  bytes(): number;
  /** The first ones. */
  readonly keys: readonly string[];
}

export function objectTotal(): ObjectTotal {
  const keys: string[] = [];
  let count = 0;
  let sum = 0;
  return {
    add({ key, bytes }) {
      count += 1;
      sum += bytes;
      if (keys.length < mostKeys) keys.push(key);
    },
    count: () => count,
    bytes: () => sum,
    keys,
  };
}
