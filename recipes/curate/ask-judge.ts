import type { z } from 'zod';
import { readJson } from '../json-answer/read-json.ts';
import { ItemFailure } from '../outcome.ts';
import type { InferCall, Message, Parsed, Services } from '../services.ts';

/** Samples of one question: each is asked again once by the runner, so an answer has three retries. */
const samples = 2;

export interface Question<T> {
  readonly name: string;
  readonly messages: readonly Message[];
  readonly schema: InferCall<T>['schema'];
  readonly answer: z.ZodType<T>;
}

/** Asks the judge at temperature 0. Throws ItemFailure `unscored` where no answer could be read after three retries (spec §a.1). */
export async function askJudge<T>({ name, messages, schema, answer }: Question<T>, services: Services): Promise<T> {
  const parse = (text: string): Parsed<T> => {
    const read = readJson(text);
    const parsed = read.ok ? answer.safeParse(read.value) : undefined;
    return parsed?.success
      ? { ok: true, value: parsed.data }
      : { ok: false, reason: 'unscored', error: 'It is not the one JSON object that was asked for.' };
  };
  let failure: unknown;
  for (let sample = 0; sample < samples; sample++) {
    try {
      const call = { name, model: 'judge', sample, messages, temperature: 0, parse, ...(schema ? { schema } : {}) };
      return (await services.infer<T>(call)).value;
    } catch (error) {
      if (!(error instanceof ItemFailure) || error.reason !== 'unscored') throw error;
      failure = error;
    }
  }
  throw failure;
}
