/** Bits in which two perceptual hashes of 16 hex digits differ, 0 to 64; unrelated pictures differ in about 32. */
export function hashDistance(a: string, b: string): number {
  let bits = 0;
  for (let i = 0; i < 16; i += 8) bits += bitsOf(parseInt(a.slice(i, i + 8), 16) ^ parseInt(b.slice(i, i + 8), 16));
  return bits;
}

function bitsOf(word: number): number {
  let bits = 0;
  for (let rest = word >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) bits += 1;
  return bits;
}

/** Up to this distance two pictures are copies of one: resized, compressed anew, slightly cropped (the specification, A6). */
export const samePicture = 6;
