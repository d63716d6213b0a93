import { z } from 'zod';
import { ItemFailure } from '../../outcome.ts';
import type { RetrievalQuery } from '../../retrieval.ts';
import type { Message, Services } from '../../services.ts';
import { dataLine } from '../agent/data-block.ts';
import { toShown } from '../agent/episode-state.ts';
import { extractAnswer } from '../agent/extract-answer.ts';
import { leaks } from '../agent/leak-guard.ts';
import { readFinal } from '../agent/read-plan.ts';
import { withRetriever } from '../agent/retrieving-services.ts';
import type { EpisodeSettings } from '../agent/run-episode.ts';
import type { ShownHit, StepRecord } from '../agent/step-record.ts';
import { readJson } from '../../mmevol/parse/read-json.ts';
import type { Method } from '../options.ts';
import type { AskedQuestion } from './asked-question.ts';
import { answerInstruction, answerSchema, captionInstruction } from './baseline-prompts.ts';

export type Baseline = Exclude<Method, 'omnisearch'>;

export interface Answered {
  readonly prediction: string;
  readonly by: 'model' | 'extractor';
  readonly steps: readonly StepRecord[];
}

const caption = z.looseObject({ caption: z.string().trim().min(1) });

const withPicture = (image: string | undefined, text: string): Message => ({
  role: 'user',
  content:
    image === undefined
      ? text
      : [
          { type: 'image', sha256: image },
          { type: 'text', text },
        ],
});

/**
 * The fixed recipes the agent is compared with: B0 `closed_book`, B1 `image_search`, B2 `text_search`, B3 `image_then_text`,
 * B4 `caption_then_text`, and `golden`, the bound with the query that names what the picture shows. Section 5 of the specification.
 */
export async function runBaseline(
  method: Baseline,
  question: AskedQuestion,
  settings: EpisodeSettings,
  services: Services,
): Promise<Answered> {
  const { language, image } = question;
  const steps: StepRecord[] = [];
  const picture = (): string => {
    if (image === undefined) throw new ItemFailure('no_picture', `${method} searches by the picture`);
    return image.sha256;
  };
  const look = async (search: RetrievalQuery): Promise<readonly ShownHit[]> => {
    const step = await searched(steps.length + 1, question, search, settings, services);
    steps.push(step);
    return step.hits;
  };
  const about = { language, ...(settings.asOf === undefined ? {} : { asOf: settings.asOf }) };
  const text = (query: string): Promise<readonly ShownHit[]> =>
    look({ tool: 'search_text', query, topK: settings.topK.text, ...about });
  const byImage = (): Promise<readonly ShownHit[]> =>
    look({ tool: 'search_by_image', image: picture(), topK: settings.topK.images, ...about });

  let hits: readonly ShownHit[] = [];
  switch (method) {
    case 'closed_book':
      break;
    case 'image_search':
      hits = await byImage();
      break;
    case 'text_search':
      hits = await text(question.question);
      break;
    case 'image_then_text': {
      const [first] = await byImage();
      hits = await text(first === undefined ? question.question : `${question.question} ${first.title || first.text}`);
      break;
    }
    case 'caption_then_text':
      hits = await text(`${question.question} ${await captionOf(picture(), question, services)}`);
      break;
    case 'golden':
      hits = await text(question.golden_query ?? question.question);
      break;
  }
  return {
    ...(await readAll(method, question, hits, settings, services)),
    steps: withFinding(steps, question, settings),
  };
}

/** One search of a fixed recipe, as a step of the transcript. */
async function searched(
  step: number,
  { image }: AskedQuestion,
  query: RetrievalQuery,
  settings: EpisodeSettings,
  services: Services,
): Promise<StepRecord> {
  const { value, key } = await withRetriever(services).retrieve({ name: `retrieve/${step}`, query });
  const allowed = value.hits.filter(
    (hit) => !leaks(hit, { image: image?.sha256 ?? '', phash: settings.phash, blocked: settings.blocked }),
  );
  const hits = toShown(allowed, settings.imagesPerStep, settings);
  return {
    step,
    reply: null,
    thought: '',
    subQuestion: '',
    action: query.tool,
    ...('query' in query ? { query: query.query } : {}),
    result: hits.length > 0 ? 'found' : 'nothing',
    hits,
    guarded: value.hits.length - allowed.length,
    degraded: value.degraded,
    snapshot: value.snapshot,
    calls: { retrieve: key },
  };
}

/** What the extractor reads from the last search, as its finding. */
function withFinding(
  steps: readonly StepRecord[],
  question: AskedQuestion,
  { solver }: EpisodeSettings,
): readonly StepRecord[] {
  const last = steps.at(-1);
  if (solver !== 'extractor' || !last) return steps;
  const finding = extractAnswer(last.query ?? question.question, last.hits, question.language);
  return finding ? [...steps.slice(0, -1), { ...last, finding }] : steps;
}

async function captionOf(image: string, { language }: AskedQuestion, services: Services): Promise<string> {
  const { value } = await services.infer({
    name: 'caption',
    model: 'generator',
    messages: [withPicture(image, captionInstruction(language))],
    parse: (reply) => {
      const json = readJson(reply);
      const read = json.ok ? caption.safeParse(json.value) : undefined;
      if (read?.success) return { ok: true, value: read.data.caption };
      return { ok: false, reason: 'invalid_caption', error: 'Give {"caption": …}.' };
    },
  });
  return value;
}

/** The answer from what was found, by the model with the picture; by the extractor alone where it is the solver. */
async function readAll(
  method: Baseline,
  question: AskedQuestion,
  hits: readonly ShownHit[],
  { solver }: EpisodeSettings,
  services: Services,
): Promise<Pick<Answered, 'prediction' | 'by'>> {
  const { language, image, golden_query } = question;
  if (solver === 'extractor' && method !== 'closed_book') {
    const asked = method === 'golden' ? (golden_query ?? question.question) : question.question;
    return { prediction: extractAnswer(asked, hits, language)?.answer ?? '', by: 'extractor' };
  }
  const shown = hits.flatMap((hit) => (hit.image === undefined ? [] : [hit.image]));
  const own = withPicture(image?.sha256, answerInstruction(question.question, language, hits.map(dataLine)));
  const pictures = shown.map((sha256) => ({ type: 'image', sha256 }) as const);
  const message: Message =
    typeof own.content === 'string' && pictures.length === 0
      ? own
      : {
          role: 'user',
          content: [
            ...(typeof own.content === 'string' ? [{ type: 'text', text: own.content } as const] : own.content),
            ...pictures,
          ],
        };
  try {
    const { value } = await services.infer({
      name: 'answer',
      model: solver === 'model' && hits.length > 0 ? 'solver' : 'generator',
      messages: [message],
      schema: answerSchema,
      parse: readFinal,
    });
    return { prediction: value, by: 'model' };
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === 'no_answer') return { prediction: '', by: 'model' };
    throw error;
  }
}
