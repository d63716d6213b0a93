import { crc32 } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { photo } from './photos.ts';

/** A PNG whose header says more pixels than its data has. */
async function hugePng(): Promise<Buffer> {
  const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(20_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** Images that cannot be used, by name, with the reason each must get; `missing.jpg` is not written. */
export const brokenImages: Readonly<Record<string, string>> = {
  'empty.jpg': 'image_empty',
  'text.jpg': 'image_unreadable',
  'cut.jpg': 'image_unreadable',
  'huge.png': 'image_oversized',
  'drawing.svg': 'image_format',
  'missing.jpg': 'image_missing',
  '../outside.jpg': 'image_outside',
};

/** Writes them, and `lying.webp`: a sound JPEG under another ending. */
export async function writeBrokenImages(folder: string): Promise<void> {
  const jpeg = await photo(1_000);
  const files: Record<string, string | Buffer> = {
    'empty.jpg': '',
    'text.jpg': 'This is no picture.',
    'cut.jpg': jpeg.subarray(0, Math.floor(jpeg.length / 2)),
    'huge.png': await hugePng(),
    'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
    'lying.webp': await photo(1_001),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
