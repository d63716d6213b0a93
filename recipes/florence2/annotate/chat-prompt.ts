import type { Annotation } from '../annotations/annotation.ts';
import type { Picture } from '../annotations/identify.ts';
import { boundsOf } from '../geometry/place.ts';
import type { Florence2Options } from '../options.ts';

type Chat = NonNullable<Florence2Options['chat']>;

/** Raise it with every change of the words below. */
export const CHAT_PROMPT = 'boxes-1';

const coordinateRule = {
  thousand: 'Coordinates are integers from 0 to 1000: 0 is the left or top edge, 1000 the right or bottom edge.',
  unit: 'Coordinates are fractions from 0 to 1: 0 is the left or top edge, 1 the right or bottom edge.',
  pixels: 'Coordinates are pixels of the picture as you see it, counted from its top left corner.',
} as const;

/** Labels quoted as hints at most; more would drown the question. */
const MOST_HINTS = 40;

export function chatPrompt(chat: Chat, picture: Picture, before: readonly Annotation[]): string {
  return [
    'Describe this picture for a training set. Answer with one JSON object and nothing else:',
    '{"brief": string, "detailed": string, "objects": [{"label": string, "box": [left, top, right, bottom]}], "text": [{"text": string, "box": [left, top, right, bottom]}]}',
    '- brief: one sentence of at most 20 words that says what is seen.',
    '- detailed: two to four sentences on objects, their attributes, actions and places. Only what can be seen.',
    '- objects: every object you can tell apart, each instance with its own tight box and a noun phrase as its label.',
    '- text: every legible line of writing, exactly as written, with its box. An empty list where there is none.',
    coordinateRule[chat.coordinates],
    ...hintsOf(chat, picture, before),
  ].join('\n');
}

function hintsOf(chat: Chat, picture: Picture, before: readonly Annotation[]): string[] {
  const regions = before.flatMap((one) => (one.class === 'region_text' ? [one] : []));
  if (regions.length === 0) return [];
  const scale = { thousand: 1000, unit: 1, pixels: undefined }[chat.coordinates];
  const lines = regions.slice(0, MOST_HINTS).map(({ text, geometry }) => {
    const box = boundsOf(geometry).map((value, at) => {
      const side = at % 2 === 0 ? picture.width : picture.height;
      return scale === undefined ? Math.round(value) : Math.round((value / side) * scale * 1000) / 1000;
    });
    return `- ${JSON.stringify(text)} at [${box.join(', ')}]`;
  });
  return [
    'Earlier annotators named the following. Keep what is right, correct what is wrong, and add what is missing:',
    ...lines,
  ];
}
