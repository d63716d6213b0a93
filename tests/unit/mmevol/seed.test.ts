import { describe, expect, it } from '@jest/globals';
import { imageRecord, recipe } from '../../../recipes/mmevol/index.ts';
import { qa } from './scenario.ts';

const read = (record: unknown, options: object = {}) => recipe.readSeed(record, recipe.options.parse(options));
const llava = {
  id: '000000033471',
  image: 'coco/33471.jpg',
  conversations: [
    { from: 'human', value: '<image>\nWhat is on the table?' },
    { from: 'gpt', value: 'A cup.' },
    { from: 'human', value: 'Who sits there?' },
    { from: 'gpt', value: 'Nobody.' },
  ],
};
const both = [qa(), qa({ question: 'Who sits there?', answer: 'Nobody.' })];

describe('readSeed', () => {
  it('pairs the turns of a LLaVA record', () => {
    expect(read(llava)).toEqual({
      ok: true,
      image: 'coco/33471.jpg',
      label: '000000033471',
      fields: { image_path: 'coco/33471.jpg', source_id: '000000033471', caption: null, det: [], conversations: both },
    });
  });

  it('strips the image marker wherever it stands', () => {
    const record = {
      ...llava,
      conversations: [
        { from: 'human', value: 'What is on the table?\n<image>' },
        { from: 'gpt', value: 'A cup.' },
      ],
    };
    expect(read(record)).toMatchObject({ fields: { conversations: [qa()] } });
  });

  it('reads the official form with caption, boxes and hash_id', () => {
    const record = {
      id: '9',
      image: 'coco/9.jpg',
      hash_id: '0_coco_9.jpg',
      conversations_v0: [{ ...qa(), image_position: 'left right', format: 'Complex Reasoning' }],
      caption: [
        { from: 'human', value: 'What do you see?' },
        { from: 'gpt', value: 'A Cup.' },
      ],
      det: [{ label: 'cup', bbox: [0.1, 0.2, 0.3, 0.4] }],
      width: 640,
      height: 480,
    };
    const seed = read(record);
    expect(seed).toMatchObject({
      ok: true,
      fields: {
        hash_id: '0_coco_9.jpg',
        caption: 'A Cup.',
        det: record.det,
        conversations: [{ image_position: 'lower right', format: 'Complex Reasoning' }],
        width: 640,
      },
    });
    expect(imageRecord.safeParse({ ...(seed.ok ? seed.fields : {}), image: { sha256: 'x' } }).success).toBe(true);
    expect(read({ ...record, hash_id: undefined, caption: [] })).toMatchObject({ ok: true, fields: { caption: null } });
  });

  it.each([
    ['turns', { turns: both.map(({ question, answer }) => ({ question, answer })) }],
    ['conversations of pairs', { conversations: both.map(({ question, answer }) => ({ question, answer })) }],
    [
      'messages',
      {
        messages: both.flatMap(({ question, answer }) => [
          { role: 'user', content: question },
          { role: 'assistant', content: answer },
        ]),
      },
    ],
    [
      'messages of parts',
      {
        messages: both.flatMap(({ question, answer }) => [
          { role: 'user', content: [{ type: 'image' }, { type: 'text', text: question }] },
          { role: 'assistant', content: answer },
        ]),
      },
    ],
  ])('reads plain JSONL with %s', (_, fields) => {
    const record = {
      id: 7,
      image: 'a.jpg',
      captions: ['A cup.', 'A table.'],
      boxes: [{ category: 'cup', bbox: [0, 0, 1, 1] }],
      ...fields,
    };
    expect(read(record)).toMatchObject({
      ok: true,
      fields: {
        source_id: '7',
        caption: 'A cup. A table.',
        det: [{ label: 'cup', bbox: [0, 0, 1, 1] }],
        conversations: both,
      },
    });
  });

  it('reads one question and answer', () => {
    expect(read({ image: 'a.jpg', question: 'What is on the table?', answer: 'A cup.' })).toMatchObject({
      ok: true,
      label: 'a.jpg',
      fields: { conversations: [qa()] },
    });
  });

  it('drops records without an image', () => {
    expect(read({ ...llava, image: undefined })).toMatchObject({ ok: false, kind: 'dropped', reason: 'text_only' });
  });

  it.each([
    ['bad_record', 'text'],
    ['bad_record', { ...llava, conversations: [{ from: 'human' }] }],
    ['no_turns', { ...llava, conversations: [] }],
    ['no_turns', { image: 'a.jpg' }],
    ['odd_turns', { ...llava, conversations: llava.conversations.slice(0, 3) }],
    ['turn_order', { ...llava, conversations: llava.conversations.slice(1, 3) }],
    ['empty_answer', { image: 'a.jpg', question: 'What?', answer: ' ' }],
    ['empty_question', { image: 'a.jpg', question: '<image>\n', answer: 'A cup.' }],
    ['several_images', { ...llava, image: ['a.jpg', 'b.jpg'] }],
    ['bad_box', { ...llava, det: [{ label: 'cup', bbox: [10, 20, 30, 40] }] }],
    ['bad_box', { ...llava, det: [{ label: 'cup', bbox: [0.3, 0.2, 0.1, 0.4] }] }],
    ['bad_box', { ...llava, det: [{ bbox: [0.1, 0.2, 0.3, 0.4] }] }],
  ])('fails with %s', (reason, record) => {
    expect(read(record)).toMatchObject({ ok: false, kind: 'failed', reason });
  });

  it('keeps to the form the spec names', () => {
    expect(read(llava, { seedFormat: 'seed' })).toMatchObject({ ok: false, reason: 'bad_record' });
    expect(read(llava, { seedFormat: 'jsonl' })).toMatchObject({ ok: true, fields: { conversations: both } });
  });
});
