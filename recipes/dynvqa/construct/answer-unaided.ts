import { ItemFailure } from '../../outcome.ts';
import type { Parsed, Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { answerSchema } from '../answer/baseline-prompts.ts';

export interface Unaided {
  readonly name: string;
  readonly sample?: number;
  readonly text: string;
  /** sha256 of the picture shown. @default none */
  readonly image?: string;
  readonly parse: (text: string) => Parsed<string>;
}

/** What the generator answers without any search; null where its reply cannot be read or does not end. */
export async function answerUnaided(
  services: Services,
  { name, sample, text, image, parse }: Unaided,
): Promise<string | null> {
  try {
    const { value } = await services.infer({
      name,
      model: 'generator',
      ...(sample === undefined ? {} : { sample }),
      messages: [userMessage(text, image)],
      schema: answerSchema,
      parse,
    });
    return value;
  } catch (error) {
    if (error instanceof ItemFailure && ['no_answer', 'cut_short'].includes(error.reason)) return null;
    throw error;
  }
}
