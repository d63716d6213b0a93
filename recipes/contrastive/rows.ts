import { z } from 'zod';
import { editType, granularity } from './granularity.ts';

const picture = z.object({ sha256: z.string() }).catchall(z.json());
export const caption = z.object({ granularity, text: z.string() });
export type Caption = Readonly<z.infer<typeof caption>>;

/** What the verifier said of a caption that should be false of a picture. */
export const verification = z.object({ no: z.int(), yes: z.int() });
export type Verification = Readonly<z.infer<typeof verification>>;

export const edit = z.object({
  text: z.string(),
  type: editType,
  editOf: granularity,
  cosine: z.number(),
  verify: verification,
});

/** An imported picture, with what is known of it. */
export const seedRow = z.object({ image: picture, annotations: z.array(z.string()).optional() });

/** A picture described. Vectors are base64 of float32 values. */
export const describedRow = z.object({
  image: picture,
  phash: z.string().optional(),
  captions: z.array(caption).min(1),
  edits: z.array(edit),
  imageVector: z.string().optional(),
  captionVectors: z.array(z.string()),
});
export type DescribedRow = Readonly<z.infer<typeof describedRow>>;

/** A picture with candidates for negatives, nearest first. */
export const minedRow = z.object({
  image: picture,
  captions: z.array(caption).min(1),
  edits: z.array(edit),
  images: z.array(z.object({ row: z.string(), sha256: z.string(), cosine: z.number() })),
  texts: z.array(z.object({ row: z.string(), text: z.string(), cosine: z.number() })),
});
export type MinedRow = Readonly<z.infer<typeof minedRow>>;

/** A record of retrieval data. */
export const contrastiveRow = z.object({
  image: picture,
  captions: z.array(caption),
  positives: z.array(z.string()),
  hardNegTexts: z.array(
    z.object({
      text: z.string(),
      type: z.union([editType, z.literal('mined')]),
      editOf: granularity.optional(),
      cosine: z.number(),
      verify: verification,
    }),
  ),
  hardNegImages: z.array(z.object({ sha256: z.string(), cosine: z.number(), verify: verification })),
});
export type ContrastiveRow = Readonly<z.infer<typeof contrastiveRow>>;
