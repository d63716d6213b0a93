import { Tensor, type InferenceSession } from 'onnxruntime-node';
import type { Sharp } from 'sharp';

/** Red, green, blue and opacity of each pixel, row by row. */
export interface RgbaPixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** One thread: pictures are read beside each other by processes. */
export const textSessionOptions: InferenceSession.SessionOptions = { intraOpNumThreads: 1, logSeverityLevel: 3 };

export async function rgba(picture: Sharp): Promise<RgbaPixels> {
  const { data, info } = await picture.ensureAlpha(1).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Planes of blue, green and red, 0 to 1. The models were made for other means; on photos these read more words right. */
export function pixelTensor({ data, width, height }: RgbaPixels): Tensor {
  const count = width * height;
  const planes = new Float32Array(3 * count);
  for (let at = 0; at < count; at++)
    for (let plane = 0; plane < 3; plane++) planes[plane * count + at] = (data[at * 4 + 2 - plane] ?? 0) / 255;
  return new Tensor('float32', planes, [1, 3, height, width]);
}

/** What a model of one input and one output says. */
export async function onlyOutput(session: InferenceSession, input: Tensor): Promise<Tensor> {
  const [inputName = '', outputName = ''] = [session.inputNames[0], session.outputNames[0]];
  const output = (await session.run({ [inputName]: input }))[outputName];
  if (!output) throw new Error('the model gave no output');
  return output;
}
