import { z } from 'zod';
import { annotation, captionLevels, type Annotation, type CaptionLevel } from './annotations/annotation.ts';
import type { Picture } from './annotations/identify.ts';
import type { RowFields } from '../outcome.ts';
import { richness, type Richness } from './language/richness.ts';

const image = z
  .object({ sha256: z.string(), mediaType: z.string(), width: z.int().min(1), height: z.int().min(1) })
  .readonly();

/** What every row of the engine says of its picture. */
const about = {
  image,
  image_path: z.string(),
  source_id: z.string(),
  /** Probability of pornographic content; null where it was not rated. */
  nsfw: z.number().nullable(),
};

/** A picture between annotation and merging. */
export const candidateRow = z.looseObject({
  ...about,
  /** What stands: labels of people in round 1, later what was accepted. Filters leave it alone. */
  before: z.array(annotation),
  /** What was said of the picture in this round. */
  candidates: z.array(annotation),
  /** Measures of the texts, by annotation id. */
  richness: z.record(z.string(), richness),
});

/** A picture with its merged annotations: the dataset's row. */
export const pictureRow = z.looseObject({
  ...about,
  annotations: z.array(annotation),
  /** Id of the text of each level that stands for the picture. */
  active: z.partialRecord(z.enum(captionLevels), z.string()),
  richness: z.record(z.string(), richness),
});

export interface CandidateRow {
  readonly image: z.infer<typeof image>;
  readonly image_path: string;
  readonly source_id: string;
  readonly nsfw: number | null;
  readonly before: readonly Annotation[];
  readonly candidates: readonly Annotation[];
  readonly richness: Readonly<Record<string, Richness>>;
}

export interface PictureRow extends Omit<CandidateRow, 'before' | 'candidates'> {
  readonly annotations: readonly Annotation[];
  readonly active: Readonly<Partial<Record<CaptionLevel, string>>>;
}

export const pictureOf = ({ image: { sha256, width, height } }: Pick<CandidateRow, 'image'>): Picture => ({
  sha256,
  width,
  height,
});

/** A row as the runner takes it: the same JSON, its lists no longer seen as read-only. */
export const asFields = (row: CandidateRow | PictureRow): RowFields => row as unknown as RowFields;
