import { ItemFailure } from '../outcome.ts';
import type { Message, Parsed, Services } from '../services.ts';
import type { Granularity } from './granularity.ts';
import { captionsSchema, readCaptions, type ReadCaptions } from './prompts/captions.ts';

/**
 * Asks for the captions. Where some are lacking it is asked again like any answer that cannot be used; where they still are, the
 * fullest answer is taken without them. Throws ItemFailure (`bad_captions`, or the reason of what is lacking where that is all).
 */
export async function askCaptions(
  messages: readonly Message[],
  granularities: readonly Granularity[],
  services: Pick<Services, 'infer'>,
): Promise<ReadCaptions> {
  let fullest: ReadCaptions | undefined;
  const parse = (text: string): Parsed<ReadCaptions> => {
    const read = readCaptions(text, granularities);
    const [first] = read.ok ? read.value.lacking : [];
    if (!read.ok || (first === undefined && read.value.captions.length > 0)) return read;
    if (read.value.captions.length > (fullest?.captions.length ?? 0)) fullest = read.value;
    const { reason, granularity } = first ?? { reason: 'missing_caption', granularity: 'text' };
    const fault = reason === 'looping_caption' ? 'repeats itself' : 'is missing';
    return { ok: false, reason, error: `The caption "${granularity}" ${fault}.` };
  };
  try {
    return (
      await services.infer({
        name: 'captions',
        model: 'generator',
        messages,
        schema: captionsSchema(granularities),
        parse,
      })
    ).value;
  } catch (error) {
    if (
      fullest !== undefined &&
      error instanceof ItemFailure &&
      /^(?:missing|looping)_caption$|^bad_captions$/.test(error.reason)
    )
      return fullest;
    throw error;
  }
}
