import { z } from 'zod';
import { repeatedNgramShare } from '../../internvl/index.ts';
import type { InferCall, Parsed } from '../../services.ts';
import type { Granularity } from '../granularity.ts';
import type { Caption } from '../rows.ts';
import { objectSchema } from './object-schema.ts';
import { readObject } from './read-object.ts';

const aims: Readonly<Record<Granularity, string>> = {
  short: 'at most ten words: what the picture is of',
  scene: 'one or two sentences on the place, the time and what goes on',
  attribute: 'colours, materials, sizes and states of the main things',
  relation: 'where the main things are to each other and what they do with each other',
  text: 'the words that can be read in the picture, in quotation marks; empty where there are none',
};

/** Asks for one caption of each granularity. `annotations`: what specialists found in the picture. */
export function captionsPrompt(granularities: readonly Granularity[], annotations: readonly string[]): string {
  const known =
    annotations.length === 0 ? '' : `\n\n## Found by specialists, use what you can see\n${annotations.join('\n')}`;
  return `Describe the picture in ${granularities.length === 1 ? 'one caption' : `${granularities.length} captions, each of another kind`}. Say only what can be seen; no guesses, no names of people.

## Kinds
${granularities.map((name) => `${name}: ${aims[name]}`).join('\n')}${known}

Reply with one JSON object only, a caption of each kind: {${granularities.map((name) => `"${name}": "…"`).join(', ')}}`;
}

/** Longest captions in the form that an endpoint may force, in characters. */
const longestShort = 150;
const longest = 400;

export const captionsSchema = (granularities: readonly Granularity[]): NonNullable<InferCall<unknown>['schema']> => ({
  name: 'captions',
  schema: objectSchema(
    Object.fromEntries(
      granularities.map((name) => [name, { type: 'string', maxLength: name === 'short' ? longestShort : longest }]),
    ),
  ),
});

/** A kind of which there is no caption to use, and why. */
export interface LackingCaption {
  readonly granularity: Granularity;
  readonly reason: 'missing_caption' | 'looping_caption';
}
export interface ReadCaptions {
  readonly captions: readonly Caption[];
  readonly lacking: readonly LackingCaption[];
}

/** A caption loops where more than two fifths of its runs of so many words occur more than once (the rule R1 of spec §a.2, for shorter texts). */
const loopWords = 4;
const loopShare = 0.4;
const loops = (text: string): boolean => repeatedNgramShare(text.toLowerCase().split(/\s+/u), loopWords) > loopShare;

/** Captions in the order of the kinds asked for, and what is lacking; `text` may be empty. Reason: `bad_captions`. */
export function readCaptions(text: string, granularities: readonly Granularity[]): Parsed<ReadCaptions> {
  const read = readObject(text, z.record(z.string(), z.unknown()), 'bad_captions');
  if (!read.ok) return read;
  const captions: Caption[] = [];
  const lacking: LackingCaption[] = [];
  for (const name of granularities) {
    const given = read.value[name];
    const said = typeof given === 'string' ? given.trim() : '';
    if (said !== '' && !loops(said)) captions.push({ granularity: name, text: said });
    else if (said !== '') lacking.push({ granularity: name, reason: 'looping_caption' });
    else if (name !== 'text') lacking.push({ granularity: name, reason: 'missing_caption' });
  }
  return { ok: true, value: { captions, lacking } };
}
