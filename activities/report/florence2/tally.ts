import {
  captionLevels,
  type Annotation,
  type CaptionLevel,
} from '../../../recipes/florence2/annotations/annotation.ts';
import type { Richness } from '../../../recipes/florence2/language/richness.ts';
import type { PictureRow } from '../../../recipes/florence2/picture-row.ts';

/** Measures shown of the texts of a level, as the paper's table 5 has them. */
export const richnessNames = [
  'tokens',
  'objects',
  'attributes',
  'actions',
  'properNouns',
  'objectComplexity',
  'actionComplexity',
] as const;
export type RichnessName = (typeof richnessNames)[number];

export interface LevelRichness {
  readonly level: CaptionLevel;
  readonly texts: number;
  readonly means: Readonly<Record<RichnessName, number>>;
}

export interface ClassTally {
  readonly class: Annotation['class'];
  readonly granularity: string;
  readonly source: string;
  readonly count: number;
}

/** Sums over the pictures of the dataset. */
export function pictureTally() {
  const sums = new Map<CaptionLevel, { texts: number; totals: Record<RichnessName, number> }>();
  const classes = new Map<string, ClassTally>();
  let pictures = 0;
  let empty = 0;
  const measure = (level: CaptionLevel, richness: Richness): void => {
    const sum = sums.get(level) ?? { texts: 0, totals: blank() };
    sums.set(level, sum);
    sum.texts += 1;
    for (const name of richnessNames) sum.totals[name] += richness[name];
  };
  return {
    add({ annotations, richness }: PictureRow): void {
      pictures += 1;
      if (annotations.length === 0) empty += 1;
      for (const one of annotations) {
        const measures = richness[one.id];
        if (one.class === 'text' && measures) measure(one.granularity, measures);
        const key = JSON.stringify([one.class, one.granularity, one.source.kind]);
        const before = classes.get(key)?.count ?? 0;
        classes.set(key, {
          class: one.class,
          granularity: one.granularity,
          source: one.source.kind,
          count: before + 1,
        });
      }
    },
    pictures: () => pictures,
    empty: () => empty,
    annotations: () => [...classes.values()].reduce((sum, { count }) => sum + count, 0),
    classes: () => [...classes.values()].sort((a, b) => b.count - a.count),
    richness: (): readonly LevelRichness[] =>
      captionLevels.flatMap((level) => {
        const sum = sums.get(level);
        if (!sum) return [];
        const means = blank();
        for (const name of richnessNames) means[name] = sum.totals[name] / sum.texts;
        return [{ level, texts: sum.texts, means }];
      }),
  };
}

const blank = (): Record<RichnessName, number> =>
  Object.fromEntries(richnessNames.map((name) => [name, 0])) as Record<RichnessName, number>;
