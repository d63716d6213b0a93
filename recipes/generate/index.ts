import { z } from 'zod';
import type { ItemProgram } from '../item-program.ts';
import type { Recipe, SeedRecord } from '../recipe.ts';
import { plan } from './plan.ts';
import type { Message } from '../services.ts';
import { userMessage } from '../user-message.ts';

/** One prompt a row, one answer a row: captions, answers, rewrites. The plainest use of the one way through. */
const options = z.strictObject({
  /** System message before every prompt. */
  system: z.string().optional(),
});
type GenerateOptions = z.infer<typeof options>;

const record = z.looseObject({
  prompt: z.string().min(1),
  image: z.string().optional(),
  id: z.union([z.string(), z.number()]).optional(),
});
const fields = z.looseObject({
  prompt: z.string(),
  image: z.object({ sha256: z.string() }).catchall(z.json()).optional(),
});

function messagesFor(prompt: string, image: string | undefined, system: string | undefined): Message[] {
  const user = userMessage(prompt, image);
  return system ? [{ role: 'system', content: system }, user] : [user];
}

const generate: ItemProgram = async ({ seed }, services, context) => {
  const { prompt, image } = fields.parse(seed);
  const { system } = context.options as GenerateOptions;
  const { value } = await services.infer({
    name: 'generate',
    model: 'generator',
    messages: messagesFor(prompt, image?.sha256, system),
    parse: (text) =>
      text.trim() === ''
        ? { ok: false, reason: 'empty_answer', error: 'The answer was empty.' }
        : { ok: true, value: text },
  });
  return { kind: 'kept', rows: [{ prompt, answer: value, ...(image ? { image } : {}) }] };
};

function readSeed(raw: unknown): SeedRecord {
  const parsed = record.safeParse(raw);
  if (!parsed.success) {
    return { ok: false, kind: 'failed', reason: 'bad_record', message: z.prettifyError(parsed.error), label: '' };
  }
  const { prompt, image, id } = parsed.data;
  return {
    ok: true,
    fields: { prompt, ...(id === undefined ? {} : { source_id: String(id) }) },
    ...(image === undefined ? {} : { image }),
    label: String(id ?? prompt.slice(0, 40)),
  };
}

/** Characters per token of English text, the usual rule of thumb. */
const charactersPerToken = 4;

export const recipe: Recipe<GenerateOptions> = {
  name: 'generate',
  plan,
  options,
  models: ['generator'],
  stages: { generate },
  readSeed,
  expect: (seed, { system = '' }) => [
    {
      model: 'generator',
      calls: 1,
      promptTokens: Math.ceil((String(seed['prompt']).length + system.length) / charactersPerToken),
      completionTokens: 256,
      images: seed['image'] === undefined ? 0 : 1,
    },
  ],
  usesDetector: () => false,
};
