import { setImmediate as turn } from 'node:timers/promises';
import { hashDistance } from '../../../recipes/hash-distance.ts';
import { picture, type Picture } from '../corpus/corpus.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { pictureFound, type Found } from './hits.ts';

/** Bits of 64 up to which a picture is taken for a view of the same; two unrelated pictures differ in about 32. */
const nearAtMost = 10;

/** Pictures read between two turns of the event loop. */
const picturesATurn = 500;

export interface AskedPicture {
  readonly sha256: string;
  readonly phash: string;
  readonly topK: number;
  readonly asOf?: string | undefined;
}

interface Known {
  readonly number: number;
  readonly sha256: string;
  readonly phash: string;
  readonly publishedAt: string | undefined;
  readonly entity: string | undefined;
}

/** Finds pictures by what they look like. */
export type FindSimilar = (asked: AskedPicture) => Promise<readonly Found[]>;

/**
 * The same picture first, then those that look alike by their perceptual hash, nearest first, then other pictures of what the
 * best of these shows. A score is 1 less the share of bits that differ, 0 for those found by their entity alone.
 */
export function similarPictures(index: OpenIndex): FindSimilar {
  let loading: Promise<readonly Known[]> | undefined;
  const read = (number: number): Picture => picture.parse(index.entry(number));
  async function load(): Promise<readonly Known[]> {
    const all: Known[] = [];
    for (let number = 0; number < index.size; number++) {
      if (number % picturesATurn === 0) await turn();
      const { image, publishedAt, entity } = read(number);
      all.push({ number, sha256: image.sha256, phash: image.phash, publishedAt, entity });
    }
    return all;
  }
  return async ({ sha256, phash, topK, asOf }) => {
    loading ??= load();
    const visible = (await loading).filter(
      ({ publishedAt }) => asOf === undefined || publishedAt === undefined || publishedAt <= asOf,
    );
    const near = visible
      .map((one) => ({ ...one, bits: one.sha256 === sha256 ? -1 : hashDistance(one.phash, phash) }))
      .filter(({ bits }) => bits <= nearAtMost)
      .sort((a, b) => a.bits - b.bits || a.number - b.number);
    const entity = near.find((one) => one.entity !== undefined)?.entity;
    const numbers = new Set(near.map(({ number }) => number));
    const related =
      entity === undefined ? [] : visible.filter((one) => one.entity === entity && !numbers.has(one.number));
    return [
      ...near.map(({ number, bits }) => pictureFound(read(number), 1 - Math.max(0, bits) / 64)),
      ...related.map(({ number }) => pictureFound(read(number), 0)),
    ].slice(0, topK);
  };
}
