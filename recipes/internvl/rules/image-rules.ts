import type { Sample } from '../samples/sample.ts';
import type { RuleSettings } from './settings.ts';
import type { Measured } from './verdict.ts';

/** R15: too small, too long, blank, or a file too small to hold a picture. What was not measured is not judged. */
export function imageMeasures({ image }: Sample, settings: RuleSettings): readonly Measured[] {
  if (!image) return [];
  const { width, height, bytes, deviation } = image;
  const shortest = Math.min(width, height);
  const least = (form: string, value: number | undefined, threshold: number): readonly Measured[] =>
    value === undefined ? [] : [{ rule: 'R15_image', form, value, threshold, side: 'below' }];
  return [
    ...least('side', shortest, settings.shortestSide),
    { rule: 'R15_image', form: 'aspect', value: Math.max(width, height) / shortest, threshold: settings.aspect },
    ...least('deviation', deviation, settings.blankDeviation),
    ...least('bytes', bytes, settings.imageBytes),
  ];
}
