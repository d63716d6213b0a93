import type { Proposals } from '../../recipes/services.ts';
import { loadNsfwRater, type NsfwRater } from './nsfw-rater.ts';
import { loadObjectDetector } from './object-detector.ts';
import { openPicture } from './picture.ts';
import { loadTextReader } from './text-reader.ts';
import type { Found, Job, JobOf, Reply } from './messages.ts';
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

const raters = new Map<string, () => Promise<NsfwRater>>();

async function propose({ image, objects, text }: JobOf<'propose'>): Promise<Proposals> {
  const picture = await openPicture(image);
  return {
    width: picture.width,
    height: picture.height,
    objects: objects ? await (await objectDetector())(picture) : [],
    text: text ? await (await textReader())(picture) : [],
  };
}

async function rateNsfw({ image, weights }: JobOf<'nsfw'>): Promise<number> {
  const picture = await openPicture(image);
  const rater = raters.get(weights) ?? lazily(() => loadNsfwRater(weights));
  raters.set(weights, rater);
  return (await rater())(picture);
}

const look = (job: Job): Promise<Found[Job['kind']]> => (job.kind === 'nsfw' ? rateNsfw(job) : propose(job));

// Who started it decides when it ends, also where a terminal interrupts both or the other is killed.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());

process.on('message', (message) => {
  const job = message as Job;
  const reply = (answer: Reply) => process.send?.(answer);
  look(job).then(
    (found) => reply({ ok: true, found }),
    (error: unknown) => {
      const code = error instanceof VisionError ? error.code : 'process_failed';
      reply({ ok: false, code, message: error instanceof Error ? error.message : String(error) });
    },
  );
});
