import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { bestEntries, type ScoredEntry } from '../index/best-entries.ts';

/** Bytes compared between two turns of the event loop. */
const blockBytes = 2 ** 20;

export interface VectorFile {
  /** Numbers of each vector. */
  readonly dimensions: number;
  /** The nearest of the visible entries by cosine, best first. All are looked at. */
  nearest(vector: Float32Array, most: number, sees: (entry: number) => boolean): Promise<readonly ScoredEntry[]>;
  close(): void;
}

/** Writes pieces to a file beside its place and moves it there when it is whole. A file that is there stays. */
export async function writeVectorFile(path: string, pieces: () => AsyncIterable<Buffer>): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const work = `${path}.${process.pid}-${randomUUID()}`;
  const file = await open(work, 'wx');
  try {
    for await (const piece of pieces()) await file.write(piece);
    await file.close();
    await rename(work, path);
  } finally {
    await file.close().catch(() => undefined);
    await rm(work, { force: true });
  }
}

/** Opens a file of vectors of equal length. It is read block by block at each search, so memory does not grow with it. */
export function openVectorFile(path: string, entries: number): VectorFile {
  const file = openSync(path, 'r');
  const dimensions = entries === 0 ? 0 : fstatSync(file).size / 4 / entries;
  return {
    dimensions,
    async nearest(vector, most, sees) {
      const perBlock = Math.max(1, Math.floor(blockBytes / (4 * dimensions)));
      const block = new Float32Array(perBlock * dimensions);
      let best: ScoredEntry[] = [];
      for (let from = 0; from < entries; from += perBlock) {
        const count = Math.min(perBlock, entries - from);
        readSync(file, block, 0, 4 * count * dimensions, 4 * from * dimensions);
        const scores = new Map(best.map(({ entry, score }) => [entry, score]));
        for (let i = 0; i < count; i++) if (sees(from + i)) scores.set(from + i, dot(vector, block, i * dimensions));
        best = bestEntries(scores.keys(), (entry) => scores.get(entry) ?? 0, most);
        await turn();
      }
      return best;
    },
    close: () => closeSync(file),
  };
}

function dot(vector: Float32Array, block: Float32Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) * (block[at + i] as number);
  return sum;
}
