import type { z } from 'zod';
import { ItemFailure } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { readJson } from '../../json-answer/read-json.ts';

export interface AskedJson<T> {
  readonly name: string;
  readonly sample?: number;
  readonly text: string;
  /** sha256 of a picture shown before the text. */
  readonly image?: string | undefined;
  readonly schema: z.ZodType<T>;
  /** Said in the re-ask. */
  readonly form: string;
}

/** One answer of the generator as JSON of a schema. Throws ItemFailure `invalid_json` after the re-ask. */
export async function askJson<T>(services: Services, asked: AskedJson<T>): Promise<T> {
  const { name, sample, text, image, schema, form } = asked;
  const { value } = await services.infer<T>({
    name,
    model: 'generator',
    ...(sample === undefined ? {} : { sample }),
    messages: [userMessage(text, image)],
    parse: (reply) => {
      const json = readJson(reply);
      const read = json.ok ? schema.safeParse(json.value) : undefined;
      return read?.success
        ? { ok: true, value: read.data }
        : { ok: false, reason: 'invalid_json', error: `Give ${form} and nothing else.` };
    },
  });
  return value;
}

/** The same where an answer that cannot be read counts as none. */
export async function askJsonOrNull<T>(services: Services, asked: AskedJson<T>): Promise<T | null> {
  try {
    return await askJson(services, asked);
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === 'invalid_json') return null;
    throw error;
  }
}
