/** Rendezvous hashing: the base URL with the highest score for an affinity keeps it when others come or go. FNV-1a, 32 bit. */
export function affinityScore(url: string, affinity: string): number {
  let hash = 0x811c9dc5;
  const text = `${affinity}|${url}`;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 16;
  return Math.imul(hash, 0x85ebca6b) >>> 0;
}
