import { parentPort } from 'node:worker_threads';
import type { Detection } from '../../recipes/services.ts';
import { loadObjectDetector } from './object-detector.ts';
import { openPicture } from './picture.ts';
import { loadTextReader } from './text-reader.ts';
import type { Job, Reply } from './thread-messages.ts';
import { VisionError } from './vision-error.ts';

/** Loads `load()` at the first call; a failed load is tried again at the next. */
function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    loading.catch(() => (loading = undefined));
    return loading;
  };
}

const objectDetector = lazily(loadObjectDetector);
const textReader = lazily(loadTextReader);

async function detect({ image, objects, text }: Job): Promise<Detection> {
  const picture = await openPicture(image);
  return {
    width: picture.width,
    height: picture.height,
    objects: objects ? await (await objectDetector())(picture) : [],
    text: text ? await (await textReader())(picture) : [],
  };
}

parentPort?.on('message', (job: Job) => {
  const reply = (message: Reply) => parentPort?.postMessage(message);
  detect(job).then(
    (detection) => reply({ ok: true, detection }),
    (error: unknown) => {
      const code = error instanceof VisionError ? error.code : 'thread_failed';
      reply({ ok: false, code, message: error instanceof Error ? error.message : String(error) });
    },
  );
});
