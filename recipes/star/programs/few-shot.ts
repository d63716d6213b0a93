import type { StarOptions } from '../options.ts';

/** Whether worked examples stand before what the model of an iteration is asked; the base is that of iteration 0. */
export function hasFewShot({ fewShot }: Pick<StarOptions, 'fewShot'>, iteration: number): boolean {
  return fewShot === 'always' || (fewShot === 'first' && iteration === 0);
}
