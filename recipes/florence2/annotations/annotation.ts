import { z } from 'zod';

/** Levels of text: FLD-5B's `phrase` names a region; `brief` to `more_detailed` describe a picture or a region. */
export const granularities = ['phrase', 'brief', 'detailed', 'more_detailed'] as const;
export type Granularity = (typeof granularities)[number];
export const captionLevels = ['brief', 'detailed', 'more_detailed'] as const;
export type CaptionLevel = (typeof captionLevels)[number];

const pixels = z.array(z.number()).readonly();

/** A place in the picture, in pixels of the original; polygons are the closed outlines of one instance, each x, y, x, y, … */
export const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('box'), pixels }).readonly(),
  z.object({ type: z.literal('quad'), pixels }).readonly(),
  z.object({ type: z.literal('polygons'), pixels: z.array(pixels).readonly() }).readonly(),
]);
export type Geometry = z.infer<typeof geometry>;

/**
 * Who said it. `template`: a sentence made by code from detections, no model's text. `version` is a model file's or a
 * checkpoint's name; `round` the round it was said in, 0 for labels of the seed.
 */
export const source = z
  .object({
    kind: z.enum(['human', 'specialist', 'model', 'template']),
    name: z.string(),
    version: z.string(),
    round: z.int().min(0),
  })
  .readonly();
export type Source = z.infer<typeof source>;

const common = {
  id: z.string(),
  /** 0 to 1 where `scoreKind` names what it is; Florence-2's text carries none. */
  score: z.number().nullable(),
  scoreKind: z.enum(['detector', 'logprob', 'agreement', 'similarity', 'none']),
  source,
  /** Annotations it was made from: merged boxes, the text a phrase stands in. */
  parents: z.array(z.string()).readonly(),
};

/** FLD-5B's three classes (paper, section 3; spec table 1). */
export const annotation = z.discriminatedUnion('class', [
  z.object({ class: z.literal('text'), granularity: z.enum(captionLevels), text: z.string(), ...common }).readonly(),
  z
    .object({
      class: z.literal('region_text'),
      granularity: z.enum(granularities),
      text: z.string(),
      geometry,
      ...common,
    })
    .readonly(),
  z
    .object({
      class: z.literal('text_phrase_region'),
      granularity: z.enum(captionLevels),
      /** The whole text; `phrase` is its substring from `span[0]` up to, not including, `span[1]`. */
      text: z.string(),
      span: z.tuple([z.int().min(0), z.int().min(0)]).readonly(),
      phrase: z.string(),
      geometry,
      ...common,
    })
    .readonly(),
]);
export type Annotation = z.infer<typeof annotation>;
export type TextAnnotation = Extract<Annotation, { class: 'text' }>;
export type RegionAnnotation = Extract<Annotation, { class: 'region_text' }>;
export type PhraseAnnotation = Extract<Annotation, { class: 'text_phrase_region' }>;
export type PlacedAnnotation = RegionAnnotation | PhraseAnnotation;

export const annotationClasses = ['text', 'region_text', 'text_phrase_region'] as const;
export type AnnotationClass = (typeof annotationClasses)[number];
