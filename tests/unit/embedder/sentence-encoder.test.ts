/** @jest-environment ./tests/unit/embedder/one-realm.mjs */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { loadSentenceEncoder, type SentenceEncoder } from '../../../infra/dev/embedder/sentence-encoder.ts';
import { plainVector } from './plain-encoder.ts';
import { tinyEncoderFolder, tinyWeights } from './tiny-encoder.ts';

let folder: string;
let encoder: SentenceEncoder;

beforeAll(async () => {
  folder = await tinyEncoderFolder();
  encoder = await loadSentenceEncoder(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const vectorOf = async (text: string): Promise<readonly number[]> =>
  Array.from((await encoder.encode([text])).vectors[0] ?? []);

/** The largest difference of two vectors in one number. */
const apart = (found: readonly number[], wanted: readonly number[]): number =>
  Math.max(Math.abs(found.length - wanted.length), ...wanted.map((value, at) => Math.abs(value - (found[at] ?? 0))));

const most = 1e-5;

describe('the sentence encoder', () => {
  it('gives what its layers give when computed number by number', async () => {
    expect(apart(await vectorOf('Red fox'), plainVector(tinyWeights(), [1, 3, 5, 2]))).toBeLessThan(most);
    expect(apart(await vectorOf('cat'), plainVector(tinyWeights(), [1, 6, 2]))).toBeLessThan(most);
  });

  it('gives a text the same vector beside a longer one', async () => {
    const { vectors } = await encoder.encode(['cat', 'red fox runs']);
    expect(apart(Array.from(vectors[0] ?? []), await vectorOf('cat'))).toBeLessThan(most);
    expect(apart(Array.from(vectors[1] ?? []), await vectorOf('red fox runs'))).toBeLessThan(most);
  });

  it('cuts a text at its length and keeps the closing token', async () => {
    const { tokens } = await encoder.encode(['red fox runs sleeps cat']);
    expect(tokens).toBe(5);
    expect(apart(await vectorOf('red fox runs sleeps cat'), plainVector(tinyWeights(), [1, 3, 5, 7, 2]))).toBeLessThan(
      most,
    );
  });

  it('keeps the order over more texts than are computed at once', async () => {
    const words = ['red', 'blue', 'fox', 'cat', 'runs', 'sleeps'];
    const texts = Array.from({ length: 20 }, (_, at) => words[at % words.length] ?? '');
    const { vectors } = await encoder.encode(texts);
    for (const [at, text] of texts.entries())
      expect(apart(Array.from(vectors[at] ?? []), await vectorOf(text))).toBeLessThan(most);
  });
});
