import { expect, it } from '@jest/globals';
import { wordProbability } from '../../../recipes/contrastive/word-probability.ts';

const half = Math.log(0.5);

it('is that of the tokens which hold the word, whatever the form around it costs', () => {
  const tokens = [
    ['{"', -3],
    ['verdict', -2],
    ['": "', -1],
    ['yes', half],
    ['"}', -4],
  ] as const;
  expect(wordProbability(tokens, /yes/)).toBeCloseTo(0.5, 12);
});

it('is the product where the word is cut into several tokens', () => {
  const tokens = [
    [' Y', half],
    ['es.', half],
  ] as const;
  expect(wordProbability(tokens, /\byes\b/)).toBeCloseTo(0.25, 12);
});

it('is that of the last one where the word comes twice', () => {
  const tokens = [
    ['yes', -5],
    [' or no? ', -5],
    ['yes', half],
  ] as const;
  expect(wordProbability(tokens, /yes/)).toBeCloseTo(0.5, 12);
});

it('is unknown without tokens', () => expect(wordProbability([], /yes/)).toBeUndefined());
