import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadedOnce } from '../embedder/loaded-once.ts';
import { loadSentenceEncoder } from '../embedder/sentence-encoder.ts';
import { EMBEDDER_MODEL, provisionEmbedder } from '../embedder/weights.ts';
import { packageRoot } from '../package-root.ts';
import { cacheFolder } from '../provision/cache.ts';
import {
  captionScene,
  createVision,
  describeScene,
  mainColours,
  VISION_MODEL,
} from '../../../activities/vision/index.ts';
import type { Detection } from '../../../recipes/services.ts';
import type { Model } from './completion.ts';
import { remembered } from './describer.ts';
import { startEngine } from './engine.ts';
import { ProvisionError } from './errors.ts';
import { provisionPython } from './python.ts';
import { createQueue } from './queue.ts';
import { renewedEngine } from './renewed-engine.ts';
import { createModelServer } from './server.ts';
import { provisionWeights, type Weights } from './weights.ts';

/** Exit codes: the command line is wrong; the model cannot be set up here; the engine stopped. */
const USAGE = 2;
const UNAVAILABLE = 4;
const STOPPED = 1;

/** Not compiled: it lies in the sources, also when this file runs from its compiled form. */
const ENGINE_SCRIPT = join(packageRoot(), 'infra', 'dev', 'model', 'engine.py');

/** `serve --port P` (0: any free port): the local model on 127.0.0.1:P, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const port = portArgument();
  let model: Model | undefined;
  const vision = createVision();
  const look = remembered(async (image) => ({
    seen: await vision.detect(image, { objects: true, text: true }),
    colours: await mainColours(image),
  }));
  const worded = (word: (seen: Detection, colours: readonly string[]) => string) => async (image: Buffer) => {
    const { seen, colours } = await look(image);
    return word(seen, colours);
  };
  const server = createModelServer(() => model, {
    name: EMBEDDER_MODEL,
    load: loadedOnce(async () => loadSentenceEncoder(await provisionEmbedder(process.env, say))),
    caption: worded(captionScene),
    describer: VISION_MODEL,
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

  const cache = cacheFolder(process.env);
  const python = await provisionPython(cache, say);
  const weights = await provisionWeights(process.env, cache, python, say);
  const started = Date.now();
  const ended = (reason: string) => {
    if (model) fail(STOPPED, `The local model ended: ${reason}.`);
    fail(
      UNAVAILABLE,
      new ProvisionError(`The local model ${weights.name} could not be loaded (${reason}); check it`).message,
    );
  };
  const settings = JSON.stringify(engineSettings(weights));
  const engine = renewedEngine(() => startEngine(python, [ENGINE_SCRIPT, settings], ended));
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([engine.close(), vision.close()]);
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());

  await engine.loaded;
  model = {
    name: weights.name,
    engine,
    queue: createQueue(),
    describe: worded(describeScene),
    describer: VISION_MODEL,
  };
  const address = server.address() as AddressInfo;
  say(
    `model: ${weights.name} ready on http://127.0.0.1:${address.port}/v1 after ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}

function portArgument(): number {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const port = Number(values.port);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  return fail(USAGE, `--port ${values.port} is not a port number.`);
}

function engineSettings(weights: Weights): object {
  return weights.kind === 'file' ? { file: weights.file, requantize: weights.requantize } : { id: weights.name };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

main().catch((error: unknown) => {
  fail(error instanceof ProvisionError ? UNAVAILABLE : STOPPED, error instanceof Error ? error.message : String(error));
});
