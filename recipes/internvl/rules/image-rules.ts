import type { Sample } from '../samples/sample.ts';
import type { RuleSettings } from './settings.ts';
import type { RuleVerdict } from './verdict.ts';

/** R15: too small, too long, blank, or a file too small to hold a picture. What was not measured is not judged. */
export function imageVerdicts({ image }: Sample, settings: RuleSettings): readonly RuleVerdict[] {
  if (!image) return [];
  const { width, height, bytes, deviation } = image;
  const shortest = Math.min(width, height);
  const checks: readonly (readonly [value: number | undefined, threshold: number, side: 'below' | 'above'])[] = [
    [shortest, settings.shortestSide, 'below'],
    [Math.max(width, height) / shortest, settings.aspect, 'above'],
    [deviation, settings.blankDeviation, 'below'],
    [bytes, settings.imageBytes, 'below'],
  ];
  return checks.flatMap(([value, threshold, side]) =>
    value !== undefined && (side === 'below' ? value < threshold : value > threshold)
      ? [{ rule: 'R15_image' as const, value, threshold }]
      : [],
  );
}
