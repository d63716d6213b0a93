import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

export interface NoiseSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Of the JPEG, 1 to 100. */
  readonly quality: number;
}

/** A different cut of one stretch of noise for each number: real JPEGs, all different. */
export function noiseImages({ width, height, quality }: NoiseSize): (number: number) => Promise<Buffer> {
  const bytes = width * height * 3;
  const noise = randomBytes(2 * bytes);
  return (number) => {
    const from = (number * 3) % bytes;
    return sharp(noise.subarray(from, from + bytes), { raw: { width, height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer();
  };
}
