import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** A plain picture whose red tells its number. */
export const plain = (number: number, width = 64, height = 48) =>
  sharp({ create: { width, height, channels: 3, background: { r: number * 8, g: 90, b: 200 } } });

/** Red of a picture's middle, from 0 to 255. */
export async function redOf(bytes: Uint8Array): Promise<number> {
  const { data } = await sharp(bytes).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return data[0] ?? -1;
}

/** An animated GIF of plain pictures; `delays` in milliseconds. */
export async function animation(delays: readonly number[]): Promise<Buffer> {
  const pages = await Promise.all(delays.map((_, at) => plain(at).png().toBuffer()));
  return sharp(pages, { join: { animated: true } })
    .gif({ delay: [...delays], loop: 0 })
    .toBuffer();
}

/** A folder of frames `shot_<n>.jpg`, numbered from 1. */
export async function writeFrames(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < count; at++)
    await writeFile(join(folder, `shot_${at + 1}.jpg`), await plain(at).jpeg().toBuffer());
}
