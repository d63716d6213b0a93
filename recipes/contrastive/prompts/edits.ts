import { z } from 'zod';
import type { InferCall, Parsed } from '../../services.ts';
import { editType, granularity, type EditType, type Granularity } from '../granularity.ts';
import type { Caption } from '../rows.ts';
import { objectSchema } from './object-schema.ts';
import { readObject } from './read-object.ts';

/** A caption changed in one thing, so that it is false of the picture. */
export interface ProposedEdit {
  readonly of: Granularity;
  readonly type: EditType;
  readonly text: string;
}

const types: Readonly<Record<EditType, string>> = {
  object: 'another thing in its place',
  attribute: 'another colour, material, size or state',
  count: 'another number',
  relation: 'another position or action between the same things',
  order: 'the same words with two things changed about',
  text: 'other words in quotation marks',
};

/** Asks for so many edits of each caption. */
export const editsPrompt = (
  captions: readonly Caption[],
  each: number,
): string => `Below are true captions of the picture. Write ${each} false version${each === 1 ? '' : 's'} of each: change exactly one thing and leave every other word as it is. The result must read well, must be clearly false of this picture, and must not just say the same in other words.

## What may be changed
${Object.entries(types)
  .map(([name, aim]) => `${name}: ${aim}`)
  .join('\n')}

## Captions
${captions.map((one) => `${one.granularity}: ${one.text}`).join('\n')}

Reply with one JSON object only: {${captions.map((one) => `"${one.granularity}": [{"type": WHAT WAS CHANGED, "text": NEW CAPTION}]`).join(', ')}}`;

export const editsSchema = (captions: readonly Caption[], each: number): NonNullable<InferCall<unknown>['schema']> => {
  const changed = objectSchema({
    type: { type: 'string', enum: [...editType.options] },
    text: { type: 'string', maxLength: 400 },
  });
  const list = { type: 'array', items: changed, minItems: each, maxItems: each };
  return { name: 'edits', schema: objectSchema(Object.fromEntries(captions.map((one) => [one.granularity, list]))) };
};

const form = z.partialRecord(granularity, z.array(z.object({ type: editType, text: z.string().trim().min(1) })));

/** Edits of the captions there are, in their order. Reason: `bad_edits`. */
export function parseEdits(text: string, captions: readonly Caption[]): Parsed<readonly ProposedEdit[]> {
  const read = readObject(text, form, 'bad_edits');
  if (!read.ok) return read;
  const value = captions.flatMap(({ granularity: of }) => (read.value[of] ?? []).map((one) => ({ of, ...one })));
  return { ok: true, value };
}
