import { imagesOf, type Sample, type SampleImage } from '../samples/sample.ts';
import type { RuleSettings } from './settings.ts';
import type { Measured } from './verdict.ts';

function measuresOf({ width, height, bytes, deviation }: SampleImage, settings: RuleSettings): readonly Measured[] {
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

/** R15, of each image: too small, too long, blank, or a file too small to hold a picture. What was not measured is not judged. */
export const imageMeasures = (sample: Sample, settings: RuleSettings): readonly Measured[] =>
  imagesOf(sample).flatMap((image) => measuresOf(image, settings));
