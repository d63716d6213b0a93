import { createRequire } from 'node:module';

/** By `require`, for the package's types do not say that its one function is what it exports. Gives 64 digits, 0 or 1. */
const phash = createRequire(import.meta.url)('sharp-phash') as (image: Buffer) => Promise<string>;

/** 64 bits of a picture's coarse structure as 16 hex digits; a resized copy has the same or nearly so. Throws where it does not decode. */
export async function perceptualHash(image: Buffer): Promise<string> {
  const bits = await phash(image);
  return bits.replaceAll(/[01]{4}/gu, (four) => parseInt(four, 2).toString(16));
}
