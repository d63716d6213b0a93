import { describe, expect, it } from '@jest/globals';
import { readTaskOutput } from '../../../recipes/florence2/read-task-output.ts';
import { readChatAnswer } from '../../../recipes/florence2/annotate/chat-answer.ts';
import { pictureRow } from '../../../recipes/florence2/picture-row.ts';
import { plan } from '../../../recipes/florence2/plan.ts';
import { chatRecord } from '../../../recipes/florence2/training/chat-record.ts';
import { florenceRecords } from '../../../recipes/florence2/training/florence-records.ts';
import { isOriginal } from '../../../recipes/florence2/training/original.ts';
import { select } from '../../../recipes/florence2/training/select.ts';
import { training } from '../../../recipes/florence2/training/training.ts';
import { sha256 } from '../../../recipes/sha256.ts';
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
    expect(lines.at(-1)).toEqual({ kind: 'facts', facts: { records: 1, originalShare: 1 } });
  });

  it('rests to three tenths at least on labels of people and of round 1; of the others so many are left out', async () => {
    const options = optionsOf({ specialists: [], rounds: 3, chat, training: {} });
    const later = { kind: 'model', name: 'chat', version: 'trained', round: 2 } as const;
    const pictures = Array.from({ length: 200 }, (_, at) => ({
      ...pictureRowOf([at < 10 ? dog : { ...dog, source: later }], `row ${at}`),
      image: { ...image, sha256: sha256(String(at)) },
    }));
    const mixed = async (given: typeof options) =>
      said(select, { accepted: pictures, gold: [] }, contextOf('select', given, { round: 3 }));
    const lines = await mixed(options);
    const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.fields] : []));
    expect(rows.filter(({ original }) => original)).toHaveLength(10);
    const dropped = lines.filter((line) => line.kind === 'dropped');
    expect(dropped.every((line) => line.kind === 'dropped' && line.reason === 'over_share')).toBe(true);
    expect([rows.length, dropped.length]).toEqual([33, 167]);
    const { originalShare } = lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0] ?? {};
    expect(originalShare).toBe(10 / rows.length);
    expect(await mixed(options)).toEqual(lines);
    const whole = await mixed(optionsOf({ specialists: [], rounds: 3, chat, training: { originalShare: 0 } }));
    expect(whole.filter((line) => line.kind === 'row')).toHaveLength(200);
  });

  it('counts a record as original where half of what it says is', () => {
    const source = { kind: 'model', name: 'chat', version: 'trained', round: 2 } as const;
    expect(isOriginal([dog, { ...dog, source }])).toBe(true);
    expect(isOriginal([dog, { ...dog, source }, { ...caption, source }])).toBe(false);
    expect(isOriginal([{ ...dog, source: { ...source, kind: 'human' } }])).toBe(true);
  });

  it('is a conversation about the picture', () => {
    const record = rowOf({
      image,
      task: '<OD>',
      prompt: '<OD>',
      answer: 'dog<loc_1><loc_2><loc_3><loc_4>',
      original: true,
    });
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
