/** Open packs by their room under two limits. All operations cost next to nothing, however many packs are open. */
export interface OpenPacks {
  /** Adds a pack, by its number. */
  push(left: number, beside: number, pack: number): void;
  /** Takes the pack with the most room `beside` among those with exactly `left`; -1 where there is none. */
  popRoomiest(left: number): number;
  /** Most room `beside` among the packs with exactly `left`; -1 where there is none. */
  roomiest(left: number): number;
}

/** Packs of equal room are a linked list; a bitmap a row finds the roomiest. Takes four bytes for each pair of rooms. */
export function openPacks(most: number, other: number, packs: number): OpenPacks {
  const width = other + 1;
  const words = Math.ceil(width / 32);
  const first = new Int32Array((most + 1) * width).fill(-1);
  const next = new Int32Array(packs).fill(-1);
  const taken = new Uint32Array((most + 1) * words);

  function roomiest(left: number): number {
    for (let word = words - 1; word >= 0; word--) {
      const bits = taken[left * words + word] ?? 0;
      if (bits !== 0) return word * 32 + 31 - Math.clz32(bits);
    }
    return -1;
  }

  return {
    roomiest,
    push(left, beside, pack) {
      const cell = left * width + beside;
      next[pack] = first[cell] ?? -1;
      first[cell] = pack;
      const word = left * words + (beside >> 5);
      taken[word] = ((taken[word] ?? 0) | (1 << (beside & 31))) >>> 0;
    },
    popRoomiest(left) {
      const beside = roomiest(left);
      if (beside < 0) return -1;
      const cell = left * width + beside;
      const pack = first[cell] ?? -1;
      const following = next[pack] ?? -1;
      first[cell] = following;
      const word = left * words + (beside >> 5);
      if (following < 0) taken[word] = ((taken[word] ?? 0) & ~(1 << (beside & 31))) >>> 0;
      return pack;
    },
  };
}
