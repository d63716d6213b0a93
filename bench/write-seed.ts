import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noiseImages } from './noise-images.ts';

/** Pixels and quality at which noise makes a JPEG of about 75 KB. */
const size = { width: 400, height: 300, quality: 77 } as const;

/** Writes N prompts, each with the text `ROW-<i>` once, and with `images` a JPEG of its own for each. */
export async function writeSeed(folder: string, n: number, images: boolean): Promise<string> {
  const lines: string[] = [];
  const imageAt = images ? noiseImages(size) : undefined;
  await mkdir(join(folder, 'images'), { recursive: true });
  for (let i = 0; i < n; i++) {
    const image = imageAt && `${String(i).padStart(7, '0')}.jpg`;
    if (imageAt && image) await writeFile(join(folder, 'images', image), await imageAt(i));
    lines.push(JSON.stringify({ prompt: `Write one sentence about item ROW-${i}.`, ...(image ? { image } : {}) }));
  }
  const path = join(folder, 'seed.jsonl');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}
