import { describe, expect, it } from '@jest/globals';
import { mmevolOptions, recipe, type EvolvedItem, type Operator } from '../../../recipes/mmevol/index.ts';
import { compactSchema } from '../../../recipes/mmevol/compact/answer-schema.ts';
import { chooseForm } from '../../../recipes/mmevol/compact/forms.ts';
import { mentioned } from '../../../recipes/mmevol/compact/mentions.ts';
import { compactTask } from '../../../recipes/mmevol/compact/task.ts';
import { imageRecord } from '../../../recipes/mmevol/image-record.ts';
import { contextOf, qa, rowOf, scripted, type Script } from './scenario.ts';

const evolve = recipe.stages['evolve']!;
const list = [qa(), qa({ question: 'Who sits there?', answer: 'Nobody.' })];
const det = [
  { label: 'cup', bbox: [0.1, 0.2, 0.3, 0.4] },
  { label: 'Chair', bbox: [0.5, 0.5, 0.9, 0.9] },
];

async function run(script: Script, operator: Operator, conversations = list) {
  const row = rowOf(conversations, { det });
  const { services, calls } = scripted(script);
  const options = mmevolOptions.parse({ profile: 'compact', weights: { [operator]: 1 } });
  return { outcome: await evolve({ seed: row, current: row }, services, contextOf(options)), calls };
}

const yes = '{"reason": "Finer.", "improved": "yes", "score": 5}';
const answer = (fields: object = {}) =>
  JSON.stringify({
    object: 'chair',
    question: 'What lies on the chair?',
    steps: ['Look at the chair.'],
    answer: 'A coat.',
    ...fields,
  });

describe('compact profile', () => {
  it('asks once an item with the whole list, and judges each by itself without the image', async () => {
    const { outcome, calls } = await run(({ model }) => (model === 'judge' ? yes : answer()), 'perceptual');
    expect(calls.map(({ name, images }) => [name, images])).toEqual([
      ['evolve/0', 1],
      ['evolve/1', 1],
      ['judge/0', 0],
      ['judge/1', 0],
    ]);
    for (const { question } of list) expect(calls[0]?.text).toContain(question);
    expect(calls[0]?.text).toContain('cup: [0.100, 0.200, 0.300, 0.400]');
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ profile: 'compact', promptVersion: 'compact-1' }] });
  });

  it('fills objects, skills, functions, format and position by code', async () => {
    const { outcome } = await run(({ model }) => (model === 'judge' ? yes : answer()), 'perceptual');
    const items = outcome.kind === 'kept' ? (outcome.rows[0]?.['conversations'] as unknown as EvolvedItem[]) : [];
    expect(items[0]).toMatchObject({
      image_position: 'single',
      objects: ['chair'],
      skills: ['Referencing Ability'],
      format: 'Norm',
      steps: [{ manipulation: 'Grounding_1(chair)->bbx_1', description: 'Look at the chair.' }],
      lineage: { parentIndex: 0, operator: 'perceptual', generatorCall: 'key:evolve/0:0', judgeCall: 'key:judge/0:0' },
    });
  });

  it('adds the reasoning cue where the model left it out', async () => {
    const written = answer({
      steps: ['The chair is empty.', 'The cup is full.'],
      answer: 'The cup is full and the chair empty, so someone is about to come.',
    });
    const { outcome } = await run(({ model }) => (model === 'judge' ? yes : written), 'cognitive');
    expect(outcome).toMatchObject({
      rows: [
        {
          conversations: [
            { question: 'What lies on the chair? Explain step by step.', format: 'Complex Reasoning' },
            {},
          ],
        },
      ],
    });
  });

  it('takes the form of an interactive item from the draw', async () => {
    const { outcome, calls } = await run(({ model }) => (model === 'judge' ? yes : answer()), 'interactive');
    expect(outcome.kind).toBe('kept');
    expect(calls[0]?.text).toMatch(/Turn the question into a/);
    expect(chooseForm('multi_choice', 0)).not.toBe('multi_choice');
    expect(chooseForm('Norm', 0.999)).toBe('creative_content_generation');
  });

  it('keeps to the bounds on length of an annotated parent', async () => {
    const parent = qa({
      objects: ['cup'],
      skills: ['OCR Ability'],
      steps: [{ manipulation: 'None', description: 'Look.' }],
    });
    const wide = answer({ question: 'Which cup stands beside the chair, and what is written on it?' });
    const { outcome } = await run(({ model }) => (model === 'judge' ? yes : wide), 'perceptual', [parent]);
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ conversations: [{ objects: ['chair', 'cup'] }] }] });
  });

  it('lets an item fall alone where its call fails, and fails where all do', async () => {
    const one: Script = ({ model, name }) => (model === 'judge' ? yes : name === 'evolve/0' ? 'Hm.' : answer());
    expect((await run(one, 'perceptual')).outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'qa/0', kind: 'failed', reason: 'parse_error', detail: { question: list[0]?.question } }],
    });
    expect((await run(() => 'Hm.', 'perceptual')).outcome).toMatchObject({
      kind: 'failed',
      reason: 'parse_error',
      rejects: [{}, {}],
    });
    const judge: Script = ({ model, name }) => (model !== 'judge' ? answer() : name === 'judge/1' ? yes : 'Good.');
    expect((await run(judge, 'perceptual')).outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'qa/0', kind: 'failed' }],
    });
  });

  it.each([
    ['empty_answer', answer({ answer: '' })],
    ['schema_violation', '{"question": "What?"}'],
    ['refused', answer({ answer: "I'm sorry, I can't help with that." })],
    ['truncated', answer().slice(0, 60)],
  ])('gives %s as the reason', async (reason, text) => {
    expect((await run(() => text, 'perceptual')).outcome).toMatchObject({ kind: 'failed', reason });
  });

  it('bounds every string and list of its schema', () => {
    const record = imageRecord.parse(rowOf(list, { det }));
    const bounded = (schema: unknown): boolean => {
      const { type, maxLength, maxItems, items, properties, enum: values } = schema as Record<string, unknown>;
      if (type === 'string') return maxLength !== undefined || values !== undefined;
      if (type === 'array') return maxItems !== undefined && bounded(items);
      return Object.values(properties as object).every(bounded);
    };
    for (const operator of ['perceptual', 'cognitive', 'interactive'] as const) {
      expect(bounded(compactSchema(compactTask(operator, record, 0, () => 0)!).schema)).toBe(true);
    }
  });
});

describe('mentioned', () => {
  it('finds whole words in singular and plural', () => {
    expect(mentioned('Two cups and a dog.', ['cup', 'Dog', 'hot dog', 'do'])).toEqual(['cup', 'dog']);
  });
});
