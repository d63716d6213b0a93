import { ItemFailure } from '../../outcome.ts';
import type { Parsed, Services } from '../../services.ts';

export interface Unaided {
  readonly name: string;
  readonly sample?: number;
  readonly text: string;
  /** sha256 of the picture shown. @default none */
  readonly image?: string;
  readonly parse: (text: string) => Parsed<string>;
}

/** What the generator answers without any search; null where its reply cannot be read. */
export async function answerUnaided(
  services: Services,
  { name, sample, text, image, parse }: Unaided,
): Promise<string | null> {
  try {
    const { value } = await services.infer({
      name,
      model: 'generator',
      ...(sample === undefined ? {} : { sample }),
      messages: [
        {
          role: 'user',
          content:
            image === undefined
              ? text
              : [
                  { type: 'image', sha256: image },
                  { type: 'text', text },
                ],
        },
      ],
      parse,
    });
    return value;
  } catch (error) {
    if (error instanceof ItemFailure && error.reason === 'no_answer') return null;
    throw error;
  }
}
