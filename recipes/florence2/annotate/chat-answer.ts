import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';
import type { Parsed } from '../../services.ts';
import type { Box, Size } from '../locations.ts';
import type { Florence2Options } from '../options.ts';

type Chat = NonNullable<Florence2Options['chat']>;

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const answer = z.object({
  brief: z.string().default(''),
  detailed: z.string().default(''),
  objects: z.array(z.object({ label: z.string().min(1), box })).default([]),
  text: z.array(z.object({ text: z.string().min(1), box })).default([]),
});
export type ChatAnswer = Readonly<z.infer<typeof answer>>;

const boxSchema = { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 };
const placed = (name: string) => ({
  type: 'array',
  maxItems: 40,
  items: {
    type: 'object',
    properties: { [name]: { type: 'string' }, box: boxSchema },
    required: [name, 'box'],
    additionalProperties: false,
  },
});

export const chatSchema = {
  name: 'annotations',
  schema: {
    type: 'object',
    properties: {
      brief: { type: 'string' },
      detailed: { type: 'string' },
      objects: placed('label'),
      text: placed('text'),
    },
    required: ['brief', 'detailed', 'objects', 'text'],
    additionalProperties: false,
  },
};

/** Reads the JSON of an answer, also out of a code fence or with small faults. */
export function readChatAnswer(text: string): Parsed<ChatAnswer> {
  const from = text.indexOf('{');
  const refused = (error: string): Parsed<ChatAnswer> => ({ ok: false, reason: 'parse_error', error });
  if (from < 0) return refused('The answer holds no JSON object.');
  try {
    const parsed = answer.safeParse(JSON.parse(jsonrepair(text.slice(from, text.lastIndexOf('}') + 1 || undefined))));
    return parsed.success ? { ok: true, value: parsed.data } : refused(z.prettifyError(parsed.error));
  } catch {
    return refused('The answer is not JSON.');
  }
}

/** Pixels of a box in the model's own coordinates, corners put in order. */
export function boxInPixels([x0, y0, x1, y1]: Box, { width, height }: Size, { coordinates, side }: Chat): Box {
  const longest = Math.max(width, height);
  const scale = side === undefined ? 1 : longest / Math.min(side, longest);
  const [x, y] = {
    thousand: [width / 1000, height / 1000] as const,
    unit: [width, height] as const,
    pixels: [scale, scale] as const,
  }[coordinates];
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return [
    within(Math.min(x0, x1) * x, width),
    within(Math.min(y0, y1) * y, height),
    within(Math.max(x0, x1) * x, width),
    within(Math.max(y0, y1) * y, height),
  ];
}
