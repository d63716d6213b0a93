import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { rounded } from './box.ts';
import { NSFW_WEIGHTS_SHA256 } from './model-files.ts';
import type { Picture } from './picture.ts';
import { VisionError } from './vision-error.ts';

/** The network was trained on JPEGs of this side, of which the middle is looked at, in pixels. */
const RESIZED = 256;
const SIDE = 224;
/** Means of its training pictures, blue, green, red. */
const MEANS = [104, 117, 123] as const;

/** Probability of pornographic content, 0 to 1. */
export type NsfwRater = (picture: Picture) => Promise<number>;

/** Loads the network from a weights file. Throws VisionError `weights_missing` or `weights_differ`. */
export async function loadNsfwRater(path: string): Promise<NsfwRater> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new VisionError(
      'weights_missing',
      `the weights of the NSFW score are not at ${path}; fetch them with \`mmsynth up --nsfw\`, or set options.specialists without nsfw`,
      { cause },
    );
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== NSFW_WEIGHTS_SHA256)
    throw new VisionError('weights_differ', `${path} has the hash ${found}, not the pinned one; delete it`);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  return async (picture) => {
    const results = await session.run({ [input]: new Tensor('float32', await pixelsOf(picture), [1, SIDE, SIDE, 3]) });
    const scores = results[output]?.data;
    if (!(scores instanceof Float32Array)) throw new TypeError(`the network gave no numbers named ${output}`);
    return rounded(scores[1] ?? 0);
  };
}

async function pixelsOf(picture: Picture): Promise<Float32Array> {
  const jpeg = await picture
    .pixels()
    .resize(RESIZED, RESIZED, { fit: 'fill', kernel: 'linear' })
    .jpeg({ quality: 75 })
    .toBuffer();
  const margin = (RESIZED - SIDE) / 2;
  const middle = { left: margin, top: margin, width: SIDE, height: SIDE };
  const rgb = await sharp(jpeg).extract(middle).raw().toBuffer();
  return Float32Array.from(rgb, (_, at) => {
    const channel = at % 3;
    return (rgb[at - channel + (2 - channel)] ?? 0) - (MEANS[channel] ?? 0);
  });
}
