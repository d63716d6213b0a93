import { z } from 'zod';

/** Kinds of data that rules treat differently (spec §a.2, domain exemptions). */
export const sampleDomains = ['general', 'code', 'table', 'math', 'grounding', 'ocr', 'academic'] as const;
export const sampleDomain = z.enum(sampleDomains);
export type SampleDomain = z.infer<typeof sampleDomain>;

export const turn = z.object({ from: z.string(), value: z.string() });
export type Turn = Readonly<z.infer<typeof turn>>;

/** An imported image, with what is measured of it. */
export const sampleImage = z.object({
  sha256: z.string(),
  width: z.number(),
  height: z.number(),
  /** Size of the file in bytes. */
  bytes: z.number().exactOptional(),
  /** Standard deviation of its grey values, 0 to 255. */
  deviation: z.number().exactOptional(),
  /** Perceptual hash, 64 bits in hexadecimal. */
  phash: z.string().exactOptional(),
});

/** What the images of a sample with a video are frames of. */
export const sampleVideo = z.object({
  path: z.string(),
  clip: z.tuple([z.number(), z.number()]).optional(),
  /** Frames of the clip, or of the whole. */
  count: z.int(),
  fps: z.number(),
  /** Numbers of those that were taken. */
  frames: z.array(z.int()),
});

/** One training sample: a conversation, with its images. Roles are as the source has them; rules check them. */
export const sample = z.object({
  conversations: z.array(turn).min(1),
  domain: sampleDomain.default('general'),
  /** The image of a sample with one. */
  image: sampleImage.optional(),
  /** The images of a sample with several. */
  images: z.array(sampleImage).optional(),
  video: sampleVideo.optional(),
  /** The source's own id; not unique. */
  source_id: z.string().optional(),
  /** Name of the benchmark, in the part that holds benchmark items. */
  benchmark: z.string().optional(),
  /** A score the source gives. */
  quality: z.number().optional(),
});
export type Sample = Readonly<z.infer<typeof sample>>;

export type SampleImage = Readonly<z.infer<typeof sampleImage>>;

/** Images of a sample in the order of its placeholders. */
export const imagesOf = <T>({
  image,
  images = [],
}: {
  readonly image?: T | undefined;
  readonly images?: readonly T[] | undefined;
}): readonly T[] => (image === undefined ? images : [image, ...images]);

/** Values of the assistant's turns. */
export const answersOf = ({ conversations }: Pick<Sample, 'conversations'>): readonly string[] =>
  conversations.filter(({ from }) => from === 'gpt').map(({ value }) => value);

/** All text of a conversation, one turn a line, without placeholders. */
export const textOf = ({ conversations }: Pick<Sample, 'conversations'>): string =>
  conversations.map(({ value }) => value.replaceAll(/<image>|<video>/gu, '').trim()).join('\n');
