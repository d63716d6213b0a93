import { z } from 'zod';
import type { Parsed } from '../../services.ts';
import type { Granularity } from '../granularity.ts';
import type { Caption } from '../rows.ts';
import { readObject } from './read-object.ts';

const aims: Readonly<Record<Granularity, string>> = {
  short: 'at most ten words: what the picture is of',
  scene: 'one or two sentences on the place, the time and what goes on',
  attribute: 'colours, materials, sizes and states of the main things',
  relation: 'where the main things are to each other and what they do with each other',
  text: 'the words that can be read in the picture, in quotation marks; leave this one out where there are none',
};

/** Asks for one caption of each granularity. `annotations`: what specialists found in the picture. */
export function captionsPrompt(granularities: readonly Granularity[], annotations: readonly string[]): string {
  const known =
    annotations.length === 0 ? '' : `\n\n## Found by specialists, use what you can see\n${annotations.join('\n')}`;
  return `Describe the picture in ${granularities.length === 1 ? 'one caption' : `${granularities.length} captions, each of another kind`}. Say only what can be seen; no guesses, no names of people.

## Kinds
${granularities.map((name) => `${name}: ${aims[name]}`).join('\n')}${known}

Reply with JSON only: {"captions": [{"granularity": KIND, "text": CAPTION}]}`;
}

/** Captions in the order of the kinds asked for. Only `text` may be missing. Reasons: `bad_captions`, `missing_caption`. */
export function parseCaptions(text: string, granularities: readonly Granularity[]): Parsed<readonly Caption[]> {
  const form = z.object({ captions: z.array(z.object({ granularity: z.string(), text: z.string().trim() })) });
  const read = readObject(text, form, 'bad_captions');
  if (!read.ok) return read;
  const found = granularities.flatMap((name): Caption[] => {
    const one = read.value.captions.find((given) => given.granularity === name && given.text !== '');
    return one ? [{ granularity: name, text: one.text }] : [];
  });
  const missing = granularities.find((name) => name !== 'text' && !found.some((one) => one.granularity === name));
  if (missing !== undefined || found.length === 0)
    return {
      ok: false,
      reason: 'missing_caption',
      error: `There is no caption of the kind ${missing ?? 'asked for'}.`,
    };
  return { ok: true, value: found };
}
