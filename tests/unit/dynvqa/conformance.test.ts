import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { f1Recall } from '../../../recipes/dynvqa/index.ts';
import type { Language } from '../../../recipes/language.ts';

interface Vector {
  readonly lang: Language;
  readonly prediction: string;
  readonly answers: readonly string[];
  readonly normalised: string;
  readonly score: number;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/conformance/dynvqa.json', import.meta.url), 'utf8'),
) as readonly Vector[];

describe('f1Recall', () => {
  it.each(vectors)('scores the $lang prediction "$prediction" as the official scorer', (vector) => {
    const { normalised, score } = f1Recall(vector.prediction, vector.answers, vector.lang);
    expect(normalised).toBe(vector.normalised);
    expect(score).toBeCloseTo(vector.score, 12);
  });
});
