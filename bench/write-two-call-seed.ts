import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noiseImages } from './noise-images.ts';

/** Pixels and quality at which noise makes a JPEG of about 5 KB: an image as a load is measured apart. */
const size = { width: 96, height: 72, quality: 77 } as const;

/** Writes N image records of MMEvol with one question each. */
export async function writeTwoCallSeed(folder: string, n: number): Promise<void> {
  const imageAt = noiseImages(size);
  const lines: string[] = [];
  await mkdir(join(folder, 'images'), { recursive: true });
  for (let i = 0; i < n; i++) {
    const image = `${String(i).padStart(7, '0')}.jpg`;
    await writeFile(join(folder, 'images', image), await imageAt(i));
    const turns = [{ question: `What is shown in picture ${i}?`, answer: `Coloured noise, number ${i}.` }];
    lines.push(JSON.stringify({ id: `picture-${i}`, image, caption: 'Coloured noise.', turns }));
  }
  await writeFile(join(folder, 'seed.jsonl'), `${lines.join('\n')}\n`);
}
