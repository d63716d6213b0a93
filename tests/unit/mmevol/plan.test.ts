import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mmevolOptions } from '../../../recipes/mmevol/index.ts';
import { plan } from '../../../recipes/mmevol/plan.ts';

describe('plan', () => {
  it('runs three rounds of evolve unless told otherwise', () => {
    expect(plan.rounds({})).toBe(3);
    expect(plan.rounds(mmevolOptions.parse({ rounds: 5 }))).toBe(5);
    expect(plan.stages).toEqual(['evolve']);
  });

  it('imports nothing but zod, so that workflow code may import it', () => {
    const source = readFileSync(new URL('../../../recipes/mmevol/plan.ts', import.meta.url), 'utf8');
    expect([...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['zod']);
  });
});

describe('options', () => {
  it('has the paper’s settings as defaults', () => {
    expect(mmevolOptions.parse({})).toEqual({
      rounds: 3,
      compareWith: 'parent',
      profile: 'full',
      detect: false,
      duplicateQuestions: 'keep',
      seedFormat: 'auto',
      sameImage: 'separate',
      rules: { skip: [], lengthTolerance: 1, newParts: { min: 1, max: 2 } },
      judge: {},
    });
  });

  it.each([
    [{ round: 2 }],
    [{ weights: {} }],
    [{ weights: { perceptual: 0 } }],
    [{ rounds: 0 }],
    [{ rules: { skip: ['x'] } }],
  ])('refuses %p', (options) => expect(mmevolOptions.safeParse(options).success).toBe(false));
});
