import sharp, { type Sharp } from 'sharp';
import { drawing } from './draw.ts';

/** Pixels drawn at random, made larger for a picture-like JPEG. */
const grain = { width: 8, height: 6 } as const;
const size = { width: 320, height: 240 } as const;

/** A picture unlike that of any other number. */
function raw(number: number): Sharp {
  const draw = drawing(0x51c7_0000 + number);
  const pixels = Buffer.from(Array.from({ length: grain.width * grain.height * 3 }, () => draw.below(256)));
  return sharp(pixels, { raw: { ...grain, channels: 3 } }).resize(size.width, size.height, { kernel: 'cubic' });
}

export const picture = (number: number): Promise<Buffer> => raw(number).jpeg({ quality: 88 }).toBuffer();

/** The same picture as another would send it on: smaller, brighter, and at another quality. */
export async function copiedPicture(number: number): Promise<Buffer> {
  const larger = await raw(number).png().toBuffer();
  return sharp(larger).resize(240, 180).modulate({ brightness: 1.03 }).jpeg({ quality: 70 }).toBuffer();
}

/** One colour all over. */
export const blankPicture = (grey: number): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg({ quality: 95 })
    .toBuffer();

export const tinyPicture = async (number: number): Promise<Buffer> =>
  sharp(await picture(number))
    .resize(20, 15)
    .jpeg()
    .toBuffer();

/** A download that broke off. */
export const tornPicture = async (number: number): Promise<Buffer> => {
  const whole = await picture(number);
  return whole.subarray(0, Math.floor(whole.length / 2));
};
