import { describe, expect, it } from '@jest/globals';
import { readTaskOutput } from '../../../recipes/florence2/read-task-output.ts';
import { readChatAnswer } from '../../../recipes/florence2/annotate/chat-answer.ts';
import { pictureRow } from '../../../recipes/florence2/picture-row.ts';
import { plan } from '../../../recipes/florence2/plan.ts';
import { chatRecord } from '../../../recipes/florence2/training/chat-record.ts';
import { florenceRecords } from '../../../recipes/florence2/training/florence-records.ts';
import { select } from '../../../recipes/florence2/training/select.ts';
import { training } from '../../../recipes/florence2/training/training.ts';
import { contextOf, image, optionsOf, pictureRowOf, region, rowOf, said, seedRow, textOf } from './scenario.ts';

const caption = textOf('A dog on a lawn.');
const dog = region('dog', [64, 48, 320, 240], 0.9);
const sign = region('STOP', [0, 0, 1, 1], 0.9, {
  geometry: { type: 'quad', pixels: [0, 0, 64, 0, 64, 48, 0, 48] },
});
const phrase = {
  ...dog,
  id: 'phrase',
  class: 'text_phrase_region',
  granularity: 'brief',
  text: caption.text,
  span: [0, 5],
  phrase: 'A dog',
} as const;
const row = { ...pictureRowOf([caption, dog, sign, phrase]), active: { brief: caption.id } };
const picture = pictureRow.parse(row);
const chat = { samples: 1 };

describe('what a model is trained on', () => {
  it('is for Florence-2 a record a task, whose answer the grammar reads back', () => {
    const records = florenceRecords(picture);
    expect(records.map(({ prompt }) => prompt)).toEqual([
      '<CAPTION>',
      '<OD>',
      '<OCR_WITH_REGION>',
      '<CAPTION_TO_PHRASE_GROUNDING>A dog on a lawn.',
    ]);
    const read = records.map(({ task, answer }) => readTaskOutput(task as `<${string}>`, answer));
    expect(read[0]?.text).toBe(caption.text);
    expect(read[1]?.instances).toMatchObject([{ label: 'dog', bins: [100, 100, 500, 500] }]);
    expect(read[2]?.instances).toMatchObject([{ label: 'STOP', kind: 'quad' }]);
    expect(read[3]?.instances).toMatchObject([{ label: 'A dog' }]);
  });

  it('is for a chat model the JSON it is asked for', () => {
    const { chat: settings } = optionsOf({ specialists: [], chat });
    const { prompt, answer } = chatRecord(picture, settings!);
    expect(prompt).not.toContain('Earlier annotators');
    expect(readChatAnswer(answer)).toEqual({
      ok: true,
      value: {
        brief: caption.text,
        detailed: '',
        objects: [{ label: 'dog', box: [100, 100, 500, 500] }],
        text: [{ text: 'STOP', box: [0, 0, 100, 100] }],
      },
    });
  });

  it('leaves out pictures of the gold set and those nothing is known of', async () => {
    const options = optionsOf({ specialists: [], rounds: 2, chat, training: {} });
    const golden = { ...pictureRowOf([dog], 'golden'), image: { ...image, sha256: 'f'.repeat(64) } };
    const bare = { ...pictureRowOf([], 'bare'), image: { ...image, sha256: 'e'.repeat(64) } };
    const lines = await said(
      select,
      { accepted: [row, golden, bare], gold: [{ ...seedRow({}, 'gold'), image: golden.image }] },
      contextOf('select', options, { round: 2 }),
    );
    expect(lines.map((line) => (line.kind === 'dropped' ? [line.row.id, line.reason] : line.kind))).toEqual([
      'row',
      ['golden', 'gold_picture'],
      ['bare', 'nothing_known'],
      'facts',
    ]);
    expect(lines.at(-1)).toEqual({ kind: 'facts', facts: { records: 1 } });
  });

  it('is a conversation about the picture', () => {
    const record = rowOf({ image, task: '<OD>', prompt: '<OD>', answer: 'dog<loc_1><loc_2><loc_3><loc_4>' });
    expect(training.conversation(record)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', sha256: image.sha256 },
          { type: 'text', text: '<OD>' },
        ],
      },
      { role: 'assistant', content: 'dog<loc_1><loc_2><loc_3><loc_4>' },
    ]);
  });
});

describe('the plan', () => {
  it('trains from round 2 on where the options say so, and reads the same from its outline', () => {
    const options = optionsOf({ specialists: [], rounds: 3, chat, training: {} });
    const names = (round: number) => plan.stages(round, plan.outline(options)).map(({ name }) => name);
    const plain = ['annotate', 'filter', 'merge', 'evaluate', 'settle'];
    expect(names(1)).toEqual(plain);
    expect(names(2)).toEqual(['select', 'train', 'serve', ...plain]);
    const without = optionsOf({ specialists: [], rounds: 3, chat });
    expect(plan.stages(2, plan.outline(without)).map(({ name }) => name)).toEqual(plain);
  });

  it('of one round has nothing to train', () => {
    expect(() => optionsOf({ training: {} })).toThrow(/needs rounds above 1/);
  });
});
