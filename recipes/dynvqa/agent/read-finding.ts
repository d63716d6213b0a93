import { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import type { Parsed } from '../../services.ts';
import type { Finding } from './step-record.ts';

const solved = z.looseObject({
  answer: z.union([z.string(), z.number()]),
  cited: z.array(z.union([z.string(), z.number()])).catch([]),
});

export const findingSchema = {
  name: 'finding',
  schema: {
    type: 'object',
    properties: {
      answer: { type: 'string', maxLength: 200 },
      cited: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 80 } },
    },
    required: ['answer', 'cited'],
    additionalProperties: false,
  },
};

/** Reads a solver's reply; only ids that were shown to it count as cited. */
export function readFinding(shown: readonly string[]): (text: string) => Parsed<Finding> {
  return (text) => {
    const read = readJson(text);
    const fields = read.ok ? solved.safeParse(read.value) : undefined;
    if (!fields?.success || String(fields.data.answer).trim() === '') {
      return { ok: false, reason: 'invalid_finding', error: 'Give {"answer": …, "cited": [...]}.' };
    }
    const cited = [...new Set(fields.data.cited.map(String))].filter((id) => shown.includes(id));
    return { ok: true, value: { answer: String(fields.data.answer).trim(), cited, by: 'model' } };
  };
}
