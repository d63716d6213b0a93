import { z } from 'zod';
import { sampleVideo, turn } from '../internvl/samples/sample.ts';

const picture = z.object({ sha256: z.string(), width: z.int(), height: z.int(), mediaType: z.string().optional() });
export type Picture = Readonly<z.infer<typeof picture>>;

/** An imported sample. One picture stands in `image`, several in `images`. */
export const importedSample = z.object({
  conversations: z.array(turn).min(1),
  image: picture.optional(),
  images: z.array(picture).optional(),
  video: sampleVideo.optional(),
  source_id: z.string().optional(),
  part: z.string().optional(),
});
export type ImportedSample = Readonly<z.infer<typeof importedSample>>;

export const picturesOf = ({ image, images = [] }: Pick<ImportedSample, 'image' | 'images'>): readonly Picture[] =>
  image ? [image, ...images] : images;

/** A measured sample, as the stages after see it. */
export const measuredSample = importedSample.omit({ part: true }).extend({
  dataset: z.string(),
  /** Tokens of the whole sequence, visual ones included. */
  tokens: z.int().min(1),
  /** Tokens that are learnt: answers and their ends. */
  trainable: z.int().min(0),
  /** Tiles of each picture, thumbnails included; one of each frame. */
  tiles: z.array(z.int()),
});
export type MeasuredSample = Readonly<z.infer<typeof measuredSample>>;
