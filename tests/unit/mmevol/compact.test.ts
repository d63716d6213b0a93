import { describe, expect, it } from '@jest/globals';
import { mmevolOptions, recipe, type EvolvedItem, type Operator } from '../../../recipes/mmevol/index.ts';
import { mentioned } from '../../../recipes/mmevol/compact/mentions.ts';
import { compactSchema } from '../../../recipes/mmevol/compact/prompt.ts';
import { compactTasks } from '../../../recipes/mmevol/compact/task.ts';
import { imageRecord } from '../../../recipes/mmevol/image-record.ts';
import type { Outcome } from '../../../recipes/outcome.ts';
import { contextOf, qa, rowOf, scripted, type Script } from './scenario.ts';

const evolve = recipe.stages['evolve']!;
const list = [
  qa({ question: 'What is on the table?', answer: 'A vase with roses.' }),
  qa({ question: 'What does the girl wear?', answer: 'She wears a blue dress.' }),
];
const det = [
  { label: 'dog', bbox: [0.05, 0.7, 0.3, 0.95] },
  { label: 'Lamp', bbox: [0.7, 0.05, 0.9, 0.3] },
];
const caption = 'A cat sleeps on the sofa; an old piano stands behind the green curtain.';

async function run(script: Script, operator: Operator, conversations = list, fields: object = {}, more: object = {}) {
  const row = rowOf(conversations, { det, caption, ...fields });
  const { services, calls } = scripted(script);
  const options = mmevolOptions.parse({ profile: 'compact', weights: { [operator]: 1 }, ...more });
  return { outcome: await evolve({ seed: row, current: row }, services, contextOf(options)), calls };
}

const yes = '{"improved": "yes", "score": 5, "reason": "Finer."}';
/** What follows the blank of a task, asked for: the model at its best. */
const asking: Script = ({ model, text }) => {
  if (model === 'judge') return yes;
  const rest = text.slice(text.lastIndexOf('____ ') + '____ '.length).replace(/\.$/, '');
  return JSON.stringify({ question: `What ${rest}?` });
};
const stating =
  (...sentences: string[]): Script =>
  ({ model, name }) =>
    model === 'judge' ? yes : JSON.stringify({ sentence: sentences[Number(name.slice('evolve/'.length))] });
const joined = stating('A vase with roses is on the table.', 'The girl wears a blue dress.');

function listOf(outcome: Outcome): EvolvedItem[] {
  if (outcome.kind !== 'kept') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.rows[0]?.['conversations'] as unknown as EvolvedItem[];
}

describe('compact profile', () => {
  it('asks once an item with the whole list, sends no image, and asks no judge', async () => {
    const { outcome, calls } = await run(asking, 'perceptual');
    expect(calls.map(({ name, images }) => [name, images])).toEqual([
      ['evolve/0', 0],
      ['evolve/1', 0],
    ]);
    for (const { text } of calls) {
      expect(text).toContain(
        'What is on the table? A vase with roses.\nWhat does the girl wear? She wears a blue dress.',
      );
    }
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ profile: 'compact', promptVersion: 'compact-3' }] });
  });

  it('makes a perceptual item of a fact nobody asked about, and names who wrote what', async () => {
    const items = listOf(
      (await run(asking, 'perceptual', list.slice(0, 1), { caption: null, det: det.slice(0, 1) })).outcome,
    );
    expect(items).toEqual([
      expect.objectContaining({
        image_position: 'single',
        objects: ['dog'],
        format: 'Norm',
        question: 'What is in the lower left of the photo?',
        answer: 'A dog is in the lower left of the photo.',
        steps: [{ manipulation: 'Grounding_1(dog)->bbx_1', description: 'A dog is in the lower left of the photo.' }],
      }),
    ]);
    expect(items[0]?.lineage).toMatchObject({
      parentIndex: 0,
      promptVersion: 'compact-3',
      generatorCall: 'key:evolve/0:0',
      compact: {
        fact: { sentence: 'A dog is in the lower left of the photo.', source: 'boxes' },
        byModel: ['question'],
        byCode: expect.arrayContaining(['answer', 'steps']),
      },
    });
  });

  it('gives no fact to two items', async () => {
    const answers = listOf((await run(asking, 'perceptual')).outcome).map(({ answer }) => answer);
    expect(new Set(answers).size).toBe(2);
  });

  it('makes a cognitive item of the parent and a fact, with cue, steps and the longer answer', async () => {
    const { outcome } = await run(asking, 'cognitive', list.slice(0, 1), { caption: null, det: det.slice(0, 1) });
    expect(listOf(outcome)[0]).toMatchObject({
      question: 'What is on the table, and what is in the lower left of the photo? Explain step by step.',
      answer: 'A vase with roses. A dog is in the lower left of the photo.',
      format: 'Complex Reasoning',
      objects: ['dog'],
      steps: [{ description: 'A vase with roses.' }, { description: 'A dog is in the lower left of the photo.' }],
      lineage: { compact: { byModel: ['second question'] } },
    });
  });

  it('makes a task form of question and answer joined by the model', async () => {
    const items = listOf((await run(joined, 'interactive')).outcome);
    expect(items).toHaveLength(2);
    for (const { format, steps } of items) {
      expect(['fill_in_the_blank', 'text_image_matching', 'multi_choice']).toContain(format);
      expect(steps).toHaveLength(1);
    }
  });

  it('evolves a task form from the plain question it was made of', async () => {
    const formed = listOf((await run(joined, 'interactive')).outcome);
    const again = await run(joined, 'interactive', formed);
    expect(again.calls[0]?.text).toMatch(/What is on the table\? A vase with roses\.$/);
    const next = listOf(again.outcome);
    expect(next[0]?.format).not.toBe(formed[0]?.format);
    const harder = listOf((await run(asking, 'cognitive', formed)).outcome);
    expect(harder[0]?.question).toMatch(/^What is on the table, and what .* Explain step by step\.$/);
  });

  it('makes the second step of another item of the list where no fact is left', async () => {
    const script: Script = ({ model, name }) =>
      model === 'judge'
        ? yes
        : JSON.stringify({
            sentence:
              name === 'evolve/0' ? 'The girl wears a blue dress.' : 'A vase with roses is on the table, they say.',
          });
    const { outcome } = await run(script, 'cognitive', list, { caption: null, det: [] });
    expect(listOf(outcome)).toEqual([
      expect.objectContaining({
        question: 'What is on the table, and what does the girl wear? Explain step by step.',
        answer: 'A vase with roses. The girl wears a blue dress.',
        lineage: expect.objectContaining({
          compact: expect.objectContaining({
            fact: { sentence: 'The girl wears a blue dress.', source: 'qa/1' },
            byModel: ['second step'],
          }),
        }),
      }),
    ]);
    expect(outcome).toMatchObject({ rejects: [{ unit: 'qa/1', reason: 'ungrounded' }] });
  });

  it('samples again where the text says what its task does not give', async () => {
    const script: Script = (call) => {
      const first = calls++ === 0;
      return call.model === 'generator' && first ? '{"question": "What is the unicorn doing?"}' : asking(call);
    };
    let calls = 0;
    const { outcome } = await run(script, 'perceptual', list.slice(0, 1));
    expect(listOf(outcome)).toHaveLength(1);
    expect(calls).toBe(2);
  });

  it('drops an item whose samples all say something else, with what was written', async () => {
    const { outcome } = await run(() => '{"question": "What is the unicorn doing?"}', 'perceptual', list.slice(0, 1));
    const written = { text: 'What is the unicorn doing?', fault: 'ungrounded' };
    expect(outcome).toMatchObject({
      kind: 'dropped',
      reason: 'all_eliminated',
      rejects: [
        { unit: 'qa/0', kind: 'dropped', reason: 'ungrounded', detail: { written: [written, written, written] } },
      ],
    });
  });

  it('asks nothing where no fact is left', async () => {
    const { outcome, calls } = await run(asking, 'perceptual', list, { caption: null, det: [] });
    expect(outcome).toMatchObject({
      kind: 'dropped',
      rejects: [
        { unit: 'qa/0', kind: 'dropped', reason: 'no_unused_fact' },
        { unit: 'qa/1', kind: 'dropped', reason: 'no_unused_fact' },
      ],
    });
    expect(calls).toEqual([]);
  });

  it('lets an item fall alone where its call fails, and fails where all do', async () => {
    const one: Script = (call) => (call.name === 'evolve/0' ? 'Hm.' : asking(call));
    expect((await run(one, 'perceptual')).outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'qa/0', kind: 'failed', reason: 'parse_error', detail: { question: list[0]?.question } }],
    });
    expect((await run(() => 'Hm.', 'perceptual')).outcome).toMatchObject({
      kind: 'failed',
      reason: 'parse_error',
      rejects: [{}, {}],
    });
  });

  it('names the rule that judged as such, without score and call', async () => {
    const [item] = listOf((await run(asking, 'perceptual', list.slice(0, 1))).outcome);
    expect(item).not.toHaveProperty('score');
    expect(item?.judgeReason).toMatch(/^New: "/);
    expect(item?.lineage).toMatchObject({ judgedBy: 'rule' });
    expect(item?.lineage).not.toHaveProperty('judgeCall');
  });

  it('asks a judge about each item where the options name a model', async () => {
    const judge = { by: 'model' };
    const { outcome, calls } = await run(asking, 'perceptual', list, {}, { judge });
    expect(calls.slice(2).map(({ name, images }) => [name, images])).toEqual([
      ['judge/0', 0],
      ['judge/1', 0],
    ]);
    expect(listOf(outcome)[0]).toMatchObject({ score: 5, lineage: { judgedBy: 'model', judgeCall: 'key:judge/0:0' } });
    const one: Script = (call) => (call.name === 'judge/0' ? 'Good.' : asking(call));
    expect((await run(one, 'perceptual', list, {}, { judge })).outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'qa/0', kind: 'failed' }],
    });
  });

  it.each([
    ['empty_answer', '{"question": " "}'],
    ['schema_violation', '{"answer": "What?"}'],
    ['refused', '{"question": "I\'m sorry, I can\'t help with that."}'],
    ['truncated', '{"question": "What is'],
  ])('gives %s as the reason', async (reason, text) => {
    expect((await run(() => text, 'perceptual')).outcome).toMatchObject({ kind: 'failed', reason });
  });

  it('bounds the one string of its schema', () => {
    const record = imageRecord.parse(rowOf(list, { det }));
    for (const operator of ['perceptual', 'cognitive', 'interactive'] as const) {
      for (const task of compactTasks(operator, record, () => 0)) {
        const { schema } = 'operator' in task ? compactSchema(task) : { schema: null };
        const properties = Object.values((schema as { properties: object }).properties) as { maxLength?: number }[];
        expect(properties).toEqual([expect.objectContaining({ maxLength: expect.any(Number) })]);
      }
    }
  });
});

describe('mentioned', () => {
  it('finds whole words in singular and plural', () => {
    expect(mentioned('Two cups and a dog.', ['cup', 'Dog', 'hot dog', 'do'])).toEqual(['cup', 'dog']);
  });
});
