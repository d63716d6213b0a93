/** Where the members of a pack begin and end: first 0, last the pack's length, strictly rising (`cu_seqlens`). */
export function packBoundaries(tokens: readonly number[]): number[] {
  const bounds = [0];
  for (const length of tokens) {
    if (length < 1) throw new RangeError(`a member of a pack has ${length} tokens`);
    bounds.push((bounds.at(-1) ?? 0) + length);
  }
  return bounds;
}

/** Position ids of a pack: each member counts from 0. */
export const positionIds = (tokens: readonly number[]): number[] =>
  tokens.flatMap((length) => Array.from({ length }, (_, at) => at));
