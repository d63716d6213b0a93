import { z } from 'zod';
import { ItemFailure } from '../../outcome.ts';
import type { Message, Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { readJson } from '../../json-answer/read-json.ts';
import { dataLine } from '../agent/data-block.ts';
import { extractAnswer } from '../agent/extract-answer.ts';
import { readFinal } from '../agent/read-plan.ts';
import type { EpisodeSettings } from '../agent/run-episode.ts';
import type { ShownHit, StepRecord } from '../agent/step-record.ts';
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

/** Words for what the picture shows, by the generator. */
export async function captionOf(image: string, { language }: AskedQuestion, services: Services): Promise<string> {
  const { value } = await services.infer({
    name: 'caption',
    model: 'generator',
    messages: [userMessage(captionInstruction(language), image)],
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
export async function readAll(
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
  const own = userMessage(answerInstruction(question.question, language, hits.map(dataLine)), image?.sha256);
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
