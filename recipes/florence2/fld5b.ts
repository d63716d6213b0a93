import type { AnnotationClass, CaptionLevel, Granularity } from './annotations/annotation.ts';

/** A row of the paper's table 4: annotations in millions, with means of an annotation. */
export interface PublishedClass {
  readonly class: AnnotationClass;
  readonly granularity: Granularity;
  /** Images annotated, regions; millions. */
  readonly annotations: number;
  readonly regions?: number;
  readonly tokens?: number;
  readonly regionsEach?: number;
  readonly regionTokens?: number;
}

/** FLD-5B as published (arXiv 2311.06242, table 4). */
export const publishedClasses: readonly PublishedClass[] = [
  { class: 'text', granularity: 'brief', annotations: 235, tokens: 7.95 },
  { class: 'text', granularity: 'detailed', annotations: 126, tokens: 31.65 },
  { class: 'text', granularity: 'more_detailed', annotations: 126, tokens: 70.53 },
  {
    class: 'region_text',
    granularity: 'phrase',
    annotations: 126,
    regions: 681,
    regionsEach: 5.42,
    regionTokens: 1.19,
  },
  { class: 'region_text', granularity: 'brief', annotations: 126, regions: 681, regionsEach: 5.42, regionTokens: 2.55 },
  {
    class: 'text_phrase_region',
    granularity: 'brief',
    annotations: 235,
    tokens: 7.95,
    regions: 1007,
    regionsEach: 4.27,
    regionTokens: 1.93,
  },
  {
    class: 'text_phrase_region',
    granularity: 'detailed',
    annotations: 126,
    tokens: 31.65,
    regions: 1289,
    regionsEach: 10.25,
    regionTokens: 1.49,
  },
  {
    class: 'text_phrase_region',
    granularity: 'more_detailed',
    annotations: 126,
    tokens: 70.53,
    regions: 1278,
    regionsEach: 10.17,
    regionTokens: 1.35,
  },
];

/** What a text of a level tells on average (table 5). */
export const publishedRichness: Readonly<
  Record<
    CaptionLevel,
    {
      readonly objects: number;
      readonly attributes: number;
      readonly actions: number;
      readonly properNouns: number;
      readonly objectComplexity: number;
      readonly actionComplexity: number;
    }
  >
> = {
  brief: {
    objects: 3.23,
    attributes: 2.8,
    actions: 0.58,
    properNouns: 1.1,
    objectComplexity: 2.8,
    actionComplexity: 1.14,
  },
  detailed: {
    objects: 13.31,
    attributes: 7.27,
    actions: 4.21,
    properNouns: 2.4,
    objectComplexity: 4,
    actionComplexity: 3.63,
  },
  more_detailed: {
    objects: 28.06,
    attributes: 16.25,
    actions: 8.76,
    properNouns: 2.41,
    objectComplexity: 4.02,
    actionComplexity: 4.38,
  },
};
