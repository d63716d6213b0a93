import { z } from 'zod';
import { granularities } from './annotations/annotation.ts';

const share = z.number().min(0).max(1);
const range = (from: number, to: number) => z.tuple([z.int().min(0), z.int().min(1)]).default([from, to]);

/** Tasks asked of a served Florence-2; grounding and segmentation build on the captions and boxes of the others. */
export const florenceTasks = [
  'brief',
  'detailed',
  'more_detailed',
  'objects',
  'dense',
  'text',
  'ground',
  'segment',
] as const;
export const specialists = ['objects', 'text', 'nsfw'] as const;

/** Thresholds of the filters. The paper publishes none; these are this project's (spec section 6.3). */
const filters = z.strictObject({
  /** Least score of a detected box; of agreement, the share of samples. @default 0.35 */
  regionScore: share.default(0.35),
  /** Least score of a line of text. */
  lineScore: share.default(0.75),
  /** Least score of a grounded phrase's box. */
  phraseScore: share.default(0.35),
  /** Share of the picture's area a region may have. */
  area: z.tuple([share, share]).default([0.0005, 0.98]),
  /** Of two boxes of one label that overlap more, the better stays; of two labels likewise. */
  sameLabelOverlap: share.default(0.6),
  otherLabelOverlap: share.default(0.9),
  /** Least overlap of a polygon's bounds with the box it was made for. */
  polygonOverlap: share.default(0.7),
  /** Phrases that say nothing of a place, besides pronouns and Florence-2's own stop list; without case. */
  blacklist: z.array(z.string()).default([]),
  /** Words of a text by level. */
  tokens: z.strictObject({ brief: range(3, 30), detailed: range(15, 80), more_detailed: range(40, 200) }).prefault({}),
  /** Most objects of a text by level. */
  objects: z
    .strictObject({
      brief: z.int().default(12),
      detailed: z.int().default(30),
      more_detailed: z.int().default(60),
    })
    .prefault({}),
  /** Least degree that some object of a text must have in its dependency tree, and some action of a detailed one. */
  objectDegree: z.int().min(0).default(2),
  actionDegree: z.int().min(0).default(3),
  /** Most share of a text's words in repeated runs of four. */
  repetition: share.default(0.2),
  /** Least share of a text's objects that some region names; where there are regions at all. */
  grounded: share.default(0.5),
  /** Script that texts must be written in. */
  script: z.enum(['latin', 'han', 'any']).default('any'),
  /** A picture rated higher is dropped. Yahoo: below 0.2 safe, above 0.8 not. */
  nsfw: share.default(0.8),
});

const merge = z.strictObject({
  /** Boxes of one label that overlap at least so much are one. */
  overlap: share.default(0.5),
  /** Least likeness of two labels, by their words. */
  likeness: share.default(0.8),
  /** Groups of labels that mean the same. */
  synonyms: z.array(z.array(z.string())).default([]),
  /** A new text becomes the active one only where its score is higher by so much. */
  margin: share.default(0.02),
});

const acceptance = z.strictObject({
  /** Most a gold measure may fall, in points of 100. */
  mostLoss: z.number().min(0).default(1),
  /** Least share of people's labels that must still be there. */
  humanRecall: share.default(0.99),
  /** Most relative fall of the labels' entropy, and of the share of unique phrases. */
  entropyLoss: share.default(0.1),
  phraseLoss: share.default(0.15),
  /** Most share of annotations that only a model has seen. @default 1: off until a model is trained on them; the spec proposes 0.6 */
  modelShare: share.default(1),
  /** Converged: less gain in points and less churn than this, twice in a row. */
  leastGain: z.number().min(0).default(0.5),
  leastChurn: share.default(0.05),
  /** What a rejected round adds to the score thresholds of the next. */
  raise: share.default(0.1),
});

export const options = z
  .strictObject({
    /** Round 1 annotates, later ones refine. @default 1 */
    rounds: z.int().min(1).max(20).default(1),
    /** Local specialists asked in round 1. */
    specialists: z.array(z.enum(specialists)).default([...specialists]),
    /** Texts made by code from the detections where no model captions, marked so. */
    templates: z.boolean().default(true),
    /** A served Florence-2: role of `models`, and what it is asked. */
    florence: z
      .strictObject({
        model: z.string().default('florence'),
        tasks: z
          .array(z.enum(florenceTasks))
          .default(['brief', 'detailed', 'more_detailed', 'objects', 'dense', 'text', 'ground']),
        /** Most boxes a picture that are segmented, one call each. */
        segments: z.int().min(0).default(10),
      })
      .optional(),
    /** A vision-language model asked for JSON in coordinates of its own. */
    chat: z
      .strictObject({
        model: z.string().default('chat'),
        /** Samples of each question; a box counts by the share of them that agree on it. */
        samples: z.int().min(1).max(9).default(3),
        coordinates: z.enum(['thousand', 'unit', 'pixels']).default('thousand'),
        /** Longest side of the picture the model counts pixels of. @default the original's */
        side: z.int().min(1).optional(),
        granularities: z.array(z.enum(granularities)).default(['phrase', 'brief', 'detailed']),
      })
      .optional(),
    /** A brief text for each box, chosen by image-text similarity (paper, section 4.2). @default none */
    regionText: z
      .strictObject({
        /** Role of `models` that gives vectors of texts and of pictures in one space. */
        embedder: z.string().default('embedder'),
        /** Boxes of a picture that get one at most, best first; a caption and two requests for vectors each. */
        most: z.int().min(1).default(10),
        /** What a cut shows beside its box on each side, as a share of the box's side. */
        margin: share.default(0.05),
      })
      .optional(),
    /** Train the model between rounds on what was accepted; by whom says the spec's `training`. @default the same model is asked again, with hints */
    training: z
      .strictObject({
        /** Passes over the training set. @default 1 */
        epochs: z.int().min(1).default(1),
        /** Least share of the records that must rest on labels of people or of round 1 (spec section 6.5). */
        originalShare: share.default(0.3),
        /** How the trained model comes to be asked by its name. @default trainer */
        serve: z.enum(['openai', 'vllm-lora', 'trainer']).default('trainer'),
      })
      .optional(),
    /** Who parses texts: rules over part-of-speech tags, an approximation; or a spaCy sidecar. */
    parser: z.enum(['rules', 'spacy']).default('rules'),
    /** People judge a sample of each round's annotations before it is accepted. @default none */
    audit: z
      .strictObject({
        /** Annotations drawn in a round (spec section 6.5). @default 200 */
        size: z.int().min(1).max(10_000).default(200),
        /** People are waited for at most so long; 0: not at all. @default 24 */
        hours: z.number().min(0).max(8760).default(24),
        /** A model that judges the sample too: role of `models`. @default none */
        judge: z.strictObject({ model: z.string().default('judge') }).optional(),
      })
      .optional(),
    filters: filters.prefault({}),
    merge: merge.prefault({}),
    acceptance: acceptance.prefault({}),
  })
  .refine(({ rounds, florence, chat }) => rounds === 1 || florence !== undefined || chat !== undefined, {
    path: ['rounds'],
    message: 'more than 1 needs a model that annotates anew: set options.florence or options.chat',
  })
  .refine(
    ({ regionText, florence, chat }) => regionText === undefined || florence !== undefined || chat !== undefined,
    {
      path: ['regionText'],
      message: 'needs a model that captions the cuts: set options.florence or options.chat',
    },
  )
  .refine(({ training, rounds }) => training === undefined || rounds > 1, {
    path: ['training'],
    message: 'needs rounds above 1: what round 1 gives is trained on in round 2',
  });

export type Florence2Options = z.infer<typeof options>;
export type Filters = Florence2Options['filters'];
export type MergeSettings = Florence2Options['merge'];
export type Acceptance = Florence2Options['acceptance'];
