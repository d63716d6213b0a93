import { describe, expect, it } from '@jest/globals';
import { faultOf } from '../../../recipes/mmevol/compact/faults.ts';
import { factsOf } from '../../../recipes/mmevol/compact/facts.ts';
import { compactMessages, compactSchema } from '../../../recipes/mmevol/compact/prompt.ts';
import { compactTasks, type CompactTask } from '../../../recipes/mmevol/compact/task.ts';
import { imageRecord } from '../../../recipes/mmevol/image-record.ts';
import { mmevolOptions, recipe, type EvolvedItem, type Operator } from '../../../recipes/mmevol/index.ts';
import { contextOf, qa, rowOf, scripted, type Script } from './scenario.ts';

const evolve = recipe.stages['evolve']!;
const list = [qa(), qa({ question: 'Is anybody at the table?', answer: 'No. The chair is empty.' })];
const det = [
  { label: 'cup', bbox: [0.1, 0.2, 0.3, 0.4] },
  { label: 'lamp', bbox: [0.5, 0.1, 0.7, 0.3] },
];
const caption = 'A lamp hangs over the table. A dog sleeps under the window.';

async function run(script: Script, operator: Operator, conversations = list) {
  const row = rowOf(conversations, { det, caption });
  const { services, calls } = scripted(script);
  const options = mmevolOptions.parse({ profile: 'compact', weights: { [operator]: 1 } });
  return { outcome: await evolve({ seed: row, current: row }, services, contextOf(options)), calls };
}

const yes = '{"reason": "Finer.", "improved": "yes", "score": 5}';
/** Asks for the blank of the last fact in the prompt, as it was told to. */
const asksForBlank: Script = ({ model, text }) => {
  if (model === 'judge') return yes;
  return JSON.stringify({ question: `What ${text.slice(text.lastIndexOf('____') + 5).replace(/\.$/, '')}?` });
};
const itemsOf = (outcome: Awaited<ReturnType<typeof run>>['outcome']): EvolvedItem[] =>
  outcome.kind === 'kept' ? (outcome.rows[0]?.['conversations'] as unknown as EvolvedItem[]) : [];
const tasksOf = (operator: Operator): CompactTask[] =>
  compactTasks(operator, imageRecord.parse(rowOf(list, { det, caption })), () => 0).flatMap((task) =>
    'operator' in task ? [task] : [],
  );

describe('compact profile', () => {
  it('asks an item at a time with the whole list in the prompt, and judges without the image', async () => {
    const { outcome, calls } = await run(asksForBlank, 'perceptual');
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ profile: 'compact', promptVersion: 'compact-2' }] });
    const generated = calls.filter(({ model }) => model === 'generator');
    expect(generated.length).toBeGreaterThanOrEqual(list.length);
    for (const { text } of generated) for (const { question } of list) expect(text).toContain(question);
    expect(calls.every(({ images }) => images === 0)).toBe(true);
  });

  it('answers by a fact of the record and notes which parts the model wrote', async () => {
    const { outcome } = await run(asksForBlank, 'perceptual');
    const sentences = factsOf(imageRecord.parse(rowOf(list, { det, caption }))).map(({ sentence }) => sentence);
    expect(itemsOf(outcome).length).toBeGreaterThan(0);
    for (const item of itemsOf(outcome)) {
      expect(sentences).toContain(item.answer);
      expect(item.lineage).toMatchObject({ operator: 'perceptual', compact: { byModel: ['question'] } });
    }
  });

  it('gives no fact to two items', () => {
    const facts = tasksOf('perceptual').map((task) => ('fact' in task ? task.fact.sentence : ''));
    expect(new Set(facts).size).toBe(facts.length);
  });

  it('adds steps and the reasoning cue to a cognitive item', async () => {
    const { outcome } = await run(asksForBlank, 'cognitive');
    expect(itemsOf(outcome).length).toBeGreaterThan(0);
    for (const item of itemsOf(outcome)) {
      expect(item.question).toMatch(/Explain step by step\.$/);
      expect(item.steps.length).toBeGreaterThan(1);
    }
  });

  it('drops an item without a fact to ask about, without a call', async () => {
    const bare = rowOf([qa()], { det: [], caption: null });
    const { services, calls } = scripted(asksForBlank);
    const options = mmevolOptions.parse({ profile: 'compact', weights: { perceptual: 1 } });
    const outcome = await evolve({ seed: bare, current: bare }, services, contextOf(options));
    expect(outcome).toMatchObject({ kind: 'dropped', rejects: [{ unit: 'qa/0', reason: 'no_unused_fact' }] });
    expect(calls).toEqual([]);
  });

  it.each([
    ['not_a_question', 'A lamp.'],
    ['ungrounded', 'What elephant hangs over the table?'],
  ])('samples again what is %s, and drops it with what was written', async (reason, question) => {
    const { outcome, calls } = await run(() => JSON.stringify({ question }), 'perceptual');
    expect(outcome).toMatchObject({ kind: 'dropped', rejects: [{ reason }, { reason }] });
    expect(calls).toHaveLength(6);
  });

  it('takes a statement that says question and answer, and none that loses the no', () => {
    const task = tasksOf('interactive')[1] as CompactTask;
    expect(faultOf(task, 'Nobody is at the table, so there is no answer?')).toBe('not_a_sentence');
    expect(faultOf(task, 'Anybody is at the table.')).toBe('meaning_lost');
  });

  it('lets an item fall alone where its call fails, and fails where all do', async () => {
    const one: Script = (call) => (call.name === 'evolve/0' ? 'Hm.' : asksForBlank(call));
    expect((await run(one, 'perceptual')).outcome).toMatchObject({
      kind: 'kept',
      rejects: expect.arrayContaining([
        expect.objectContaining({ unit: 'qa/0', kind: 'failed', reason: 'parse_error' }),
      ]),
    });
    expect((await run(() => 'Hm.', 'perceptual')).outcome).toMatchObject({ kind: 'failed', reason: 'parse_error' });
  });

  it.each([
    ['empty_answer', JSON.stringify({ question: '' })],
    ['schema_violation', '{"quest": "What?"}'],
    ['refused', JSON.stringify({ question: "I'm sorry, I can't help with that." })],
    ['truncated', '{"question": "What lies on'],
  ])('gives %s as the reason', async (reason, text) => {
    expect((await run(() => text, 'perceptual')).outcome).toMatchObject({ kind: 'failed', reason });
  });

  it('bounds the one string of its schema, and keeps prompts short', () => {
    for (const operator of ['perceptual', 'cognitive', 'interactive'] as const) {
      for (const task of tasksOf(operator)) {
        const { properties } = compactSchema(task).schema as { properties: Record<string, { maxLength?: number }> };
        expect(Object.values(properties).every(({ maxLength }) => maxLength !== undefined)).toBe(true);
        const characters = compactMessages(task).map(({ content }) => String(content).length);
        expect(characters.reduce((a, b) => a + b, 0)).toBeLessThan(1_100);
      }
    }
  });
});
