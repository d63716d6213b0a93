import type { Parsed, Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { readEvolvedItems, type Completion, type EvolvedList } from '../parse/evolved-items.ts';
import { baseSchema, fullSchema } from '../prompts/answer-schemas.ts';
import { basePrompt } from '../prompts/base.ts';
import { fullPrompt } from '../prompts/full.ts';
import { namedSkills } from '../skill-names.ts';
import { fallen, type Sifted, type Turn } from './turn.ts';

type Read = Extract<EvolvedList, { ok: true }>;

/** Base items have question and answer only; the rest is put in empty. */
function baseCompletion({ record: { conversations } }: Turn): Completion {
  return (fields, index) => ({
    image_position: conversations[index]?.image_position ?? 'single',
    ...fields,
    objects: [],
    skills: [],
    format: 'Norm',
    steps: [],
  });
}

function reader(turn: Turn): (text: string) => Parsed<Read> {
  const base = turn.options.profile === 'base';
  const expected = turn.record.conversations.length;
  return (text) => {
    const read = base ? readEvolvedItems(text, baseCompletion(turn)) : readEvolvedItems(text);
    if (!read.ok) return read;
    if (base && turn.operator === 'perceptual' && read.count !== expected) {
      return { ok: false, reason: 'count_mismatch', error: `Expected ${expected} items but got ${read.count}.` };
    }
    return { ok: true, value: read };
  };
}

/** One call rewrites the whole list (full and base profile). Items that violate the schema fall alone. */
export async function generateList(turn: Turn, services: Services): Promise<Sifted & { repairs: string[] }> {
  const { record, operator, options } = turn;
  const base = options.profile === 'base';
  const { value, key } = await services.infer({
    name: 'evolve',
    model: 'generator',
    messages: [userMessage(base ? basePrompt(operator, record) : fullPrompt(operator, record), record.image.sha256)],
    schema: base ? baseSchema : fullSchema,
    parse: reader(turn),
  });
  const aligned = value.count === record.conversations.length;
  return {
    passed: value.items.map(({ index, item }) => ({
      index,
      parentIndex: aligned ? index : null,
      item: { ...item, skills: namedSkills(item.skills) },
      call: key,
    })),
    fallen: value.invalid.map(({ index, reason, question }) =>
      fallen(turn, { index, question, calls: [key] }, 'failed', reason),
    ),
    repairs: value.repairs,
  };
}
