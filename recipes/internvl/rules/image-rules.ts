import { imagesOf, type Sample, type SampleImage } from '../samples/sample.ts';
import type { RuleSettings } from './settings.ts';
import { measureName, worse, type Measured } from './verdict.ts';

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

/**
 * R15, of each image: too small, too long, blank, or a file too small to hold a picture. What was not measured is not judged. A video is
 * as good as the best of its frames: one that fades in begins with blank ones.
 */
export function imageMeasures(sample: Sample, settings: RuleSettings): readonly Measured[] {
  const all = imagesOf(sample).flatMap((image) => measuresOf(image, settings));
  if (!sample.video) return all;
  const best = new Map<string, Measured>();
  for (const measured of all) {
    const before = best.get(measureName(measured));
    if (!before || worse(before, measured) === before) best.set(measureName(measured), measured);
  }
  return [...best.values()];
}
