import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { modelFile, TEXT_ALPHABET, TEXT_READER } from './model-files.ts';
import { readCharacters, type ReadLine } from './read-characters.ts';
import { onlyOutput, pixelTensor, rgba, textSessionOptions, type RgbaPixels } from './text-tensor.ts';

/** Height of a line as the reader takes it, in pixels. */
const LINE_HEIGHT = 48;

/** Reads one line that was cut out. */
export async function loadLineReader(): Promise<(crop: RgbaPixels) => Promise<ReadLine>> {
  const session = await InferenceSession.create((await modelFile(TEXT_READER)).path, textSessionOptions);
  const alphabet = [...(await readFile((await modelFile(TEXT_ALPHABET)).path, 'utf8')).split('\n'), ' '];
  return async ({ data, width, height }) => {
    const line = sharp(data, { raw: { width, height, channels: 4 } }).resize({ height: LINE_HEIGHT });
    const { data: probabilities, dims } = await onlyOutput(session, pixelTensor(await rgba(line)));
    return readCharacters(probabilities as Float32Array, dims.at(-1) ?? 1, alphabet);
  };
}
