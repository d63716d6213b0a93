import { captionLevels, type CaptionLevel, type TextAnnotation } from '../annotations/annotation.ts';
import type { MergeSettings } from '../options.ts';

const standing = { human: 3, model: 2, specialist: 1, template: 0 } as const;

/**
 * The text of each level that stands for the picture. People's before models', models' before templates; among equals the one that
 * stood stays unless the other scores higher by the margin. All texts stay in the row.
 */
export function activeTexts(
  texts: readonly TextAnnotation[],
  before: Readonly<Partial<Record<CaptionLevel, string>>>,
  { margin }: Pick<MergeSettings, 'margin'>,
): Readonly<Partial<Record<CaptionLevel, string>>> {
  const active: Partial<Record<CaptionLevel, string>> = {};
  for (const level of captionLevels) {
    const [first, ...others] = texts
      .filter(({ granularity }) => granularity === level)
      .sort((a, b) => Number(b.id === before[level]) - Number(a.id === before[level]));
    if (!first) continue;
    active[level] = others.reduce((best, text) => (replaces(text, best, margin) ? text : best), first).id;
  }
  return active;
}

function replaces(text: TextAnnotation, best: TextAnnotation, margin: number): boolean {
  const rank = standing[text.source.kind] - standing[best.source.kind];
  if (rank !== 0) return rank > 0;
  return text.score !== null && text.score >= (best.score ?? 0) + margin;
}
