import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { sha256 } from '../../recipes/sha256.ts';

/** Pixels drawn at random, made larger for a picture-like JPEG. */
const grain = { width: 16, height: 12 } as const;
const size = { width: 96, height: 72 } as const;

/** A JPEG unlike that of any other number, the same at every run. */
export async function photo(number: number): Promise<Buffer> {
  const bytes = grain.width * grain.height * 3;
  const noise = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) => sha256(`photo/${number}/${i}`)).join('');
  const pixels = Buffer.from(noise, 'hex').subarray(0, bytes);
  return sharp(pixels, { raw: { ...grain, channels: 3 } })
    .resize(size.width, size.height)
    .jpeg()
    .toBuffer();
}

/** A seed file of that many photos with one to three questions each; returns its name in the folder. */
export async function writePhotoSeed(folder: string, count: number): Promise<string> {
  await mkdir(join(folder, 'photos'), { recursive: true });
  const lines: string[] = [];
  for (let number = 0; number < count; number++) {
    await writeFile(join(folder, 'photos', `${number}.jpg`), await photo(number));
    const turns = Array.from({ length: 1 + (number % 3) }, (_, turn) => ({
      question: `What is shown in part ${turn + 1} of picture ${number}?`,
      answer: `A patch of colours, the ${turn + 1}. of picture ${number}.`,
    }));
    lines.push(
      JSON.stringify({ id: `photo-${number}`, image: `photos/${number}.jpg`, caption: 'Coloured patches.', turns }),
    );
  }
  await writeFile(join(folder, 'seed.jsonl'), `${lines.join('\n')}\n`);
  return 'seed.jsonl';
}
