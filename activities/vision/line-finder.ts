// Loading it gives the cutting of lines what it makes its pictures with.
import '@gutenye/ocr-node';
import { ImageRawBase } from '@gutenye/ocr-common';
import { splitIntoLineImages } from '@gutenye/ocr-common/splitIntoLineImages';
import { InferenceSession } from 'onnxruntime-node';
import type { Sharp } from 'sharp';
import { modelFile, TEXT_FINDER } from './model-files.ts';
import { onlyOutput, pixelTensor, rgba, textSessionOptions, type RgbaPixels } from './text-tensor.ts';
import { quad, type Quad } from './join-words.ts';

/** Least probability of a pixel to belong to writing, as the package that brings the models has it. */
const LEAST_PROBABILITY = 0.03;

export interface FoundLine {
  /** In pixels of the page. */
  readonly quad: Quad;
  /** The line cut out and turned level. */
  readonly crop: RgbaPixels;
}

/** Finds lines of writing on a page whose sides are multiples of 32; in no order. */
export async function loadLineFinder(): Promise<(page: Sharp) => Promise<readonly FoundLine[]>> {
  const session = await InferenceSession.create((await modelFile(TEXT_FINDER)).path, textSessionOptions);
  return async (page) => {
    const pixels = await rgba(page);
    const probabilities = await onlyOutput(session, pixelTensor(pixels));
    const [, , height = 0, width = 0] = probabilities.dims;
    const mask = new ImageRawBase({ width, height, data: blackAndWhite(probabilities.data as Float32Array) });
    const lines = await splitIntoLineImages(mask, new ImageRawBase(pixels));
    return lines.map(({ box, image }) => ({ quad: quad.parse(box), crop: image }));
  };
}

function blackAndWhite(probabilities: Float32Array): Uint8Array {
  const data = new Uint8Array(probabilities.length * 4).fill(255);
  for (const [at, probability] of probabilities.entries())
    if (probability <= LEAST_PROBABILITY) data.fill(0, at * 4, at * 4 + 3);
  return data;
}
