import { describe, expect, it } from '@jest/globals';
import { imageRecord, toLlava, toOfficial, toShareGpt } from '../../../recipes/mmevol/index.ts';
import { qa, rowOf } from './scenario.ts';

const seed = imageRecord.parse(rowOf([qa()], { hash_id: '0_coco_1.jpg' }));
const evolved = {
  id: 'row-2',
  conversations: [{ ...qa({ question: 'Q1' }), score: 7, judgeReason: 'Finer.' }, qa({ question: 'Q2', answer: 'A2' })],
};

describe('export', () => {
  it('makes one LLaVA conversation of a list, with the image in the first turn', () => {
    expect(toLlava(evolved, 'images/1.jpg')).toEqual({
      id: 'row-2',
      image: 'images/1.jpg',
      conversations: [
        { from: 'human', value: '<image>\nQ1' },
        { from: 'gpt', value: 'A cup.' },
        { from: 'human', value: 'Q2' },
        { from: 'gpt', value: 'A2' },
      ],
    });
  });

  it('makes ShareGPT messages', () => {
    expect(toShareGpt(evolved, 'images/1.jpg')).toEqual({
      messages: [
        { role: 'user', content: '<image>Q1' },
        { role: 'assistant', content: 'A cup.' },
        { role: 'user', content: 'Q2' },
        { role: 'assistant', content: 'A2' },
      ],
      images: ['images/1.jpg'],
    });
  });

  it('merges the rounds into the official record, empty where a round gave nothing', () => {
    const merged = toOfficial(seed, [null, evolved, null]);
    expect(merged).toMatchObject({ id: '1', image: 'coco/1.jpg', hash_id: '0_coco_1.jpg', det: seed.det });
    expect(merged['conversations_v0']).toEqual([qa()]);
    expect(merged['conversations_v1']).toEqual([]);
    expect(merged['conversations_v2']).toEqual([
      { ...qa({ question: 'Q1' }), score: 7 },
      qa({ question: 'Q2', answer: 'A2' }),
    ]);
    expect(merged['conversations_v3']).toEqual([]);
    expect(merged.caption[1]?.value).toBe('A Cup stands on a table.');
    expect(toOfficial({ ...seed, caption: null }, []).caption).toEqual([]);
  });
});
