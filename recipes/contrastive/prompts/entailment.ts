import { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import type { InferCall, Parsed } from '../../services.ts';
import { objectSchema } from './object-schema.ts';

const wanted = 'Answer {"verdict": "yes"} or {"verdict": "no"}, nothing else.';

/** Asks whether a caption is true of the picture. */
export const entailmentPrompt = (caption: string): string =>
  `Is everything this caption says true of the picture? ${wanted}\n\n## Caption\n${caption}`;

export const entailmentSchema: NonNullable<InferCall<unknown>['schema']> = {
  name: 'verdict',
  schema: objectSchema({ verdict: { type: 'string', enum: ['yes', 'no'] } }),
};

const form = z.looseObject({ verdict: z.union([z.string(), z.boolean()]).transform(String) });

/** Reads the verdict of the object that was wanted, or of the first word. Reason: `no_verdict`. */
export function parseEntailment(text: string): Parsed<boolean> {
  const read = readJson(text);
  const named = read.ok ? form.safeParse(read.value).data?.verdict : undefined;
  const word = /\p{L}+/u.exec(named ?? text)?.[0].toLowerCase();
  if (word === 'yes' || word === 'true') return { ok: true, value: true };
  if (word === 'no' || word === 'false') return { ok: true, value: false };
  return { ok: false, reason: 'no_verdict', error: wanted };
}
