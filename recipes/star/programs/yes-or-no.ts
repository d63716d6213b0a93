import { z } from 'zod';
import { readJson } from '../../json-answer/read-json.ts';
import type { InferCall } from '../../services.ts';

const verdict = z.looseObject({ verdict: z.string() });

/** Form of a judge's verdict, where the endpoint can force one: small models say anything but a word. */
export const verdictSchema = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { verdict: { type: 'string', enum: ['yes', 'no'] } },
    required: ['verdict'],
    additionalProperties: false,
  },
};

/** Ends a judge's instruction: in which form its verdict is wanted. */
export const verdictWanted = 'Answer {"verdict": "yes"} or {"verdict": "no"}.';

/** Reads a judge's verdict: the object that was wanted, or the word alone. */
export const yesOrNo: InferCall<boolean>['parse'] = (text) => {
  const read = readJson(text);
  const named = read.ok ? verdict.safeParse(read.value).data?.verdict : undefined;
  const [, word] = /^\W*(yes|no)\b/i.exec(named ?? text) ?? [];
  return word === undefined
    ? { ok: false, reason: 'judge_unreadable', error: verdictWanted }
    : { ok: true, value: word.toLowerCase() === 'yes' };
};
