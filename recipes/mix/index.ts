import type { Recipe } from '../recipe.ts';
import { measure } from './measure.ts';
import { mix } from './mix.ts';
import { faultOf, options, type MixOptions } from './options.ts';
import { pack } from './pack.ts';
import { plan } from './plan.ts';
import { readSeed } from './read-seed.ts';

export { interleaved } from './interleave.ts';
export { datasetOptions, faultOf, fractionEnding, isAugmented, type MixOptions } from './options.ts';
export { withPlaceholders } from './placeholders.ts';
export { linesTaken, loweredRepeat, readingsOf, repeatsByShare, type RepeatEntry } from './repeats.ts';
export { measuredSample, picturesOf, type MeasuredSample } from './sample-row.ts';
export { shownTurns } from './shown-turns.ts';
export { tileGrids } from './tile-grids.ts';

/** Datasets into one mix for InternVL's trainer: measured, weighted, shuffled, packed. Asks no model. */
export const recipe: Recipe<MixOptions> = {
  name: 'mix',
  plan,
  options,
  models: [],
  parts: 'any',
  files: ['tokenizer'],
  faultOf,
  stages: { measure },
  whole: { mix, pack },
  readSeed,
  expect: () => [],
  usesDetector: () => false,
};
