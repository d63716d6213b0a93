import { describe, expect, it } from '@jest/globals';
import { recipe, type StarDataset } from '../../../recipes/star/index.ts';
import { optionsOf } from './scenario.ts';

const read = (dataset: StarDataset, record: unknown) => recipe.readSeed(record, optionsOf({ dataset }));
const choices = ['red', 'green', 'blue', 'grey', 'pink'].map((text, at) => ({ label: 'ABCDE'[at] ?? '', text }));

describe('a problem', () => {
  it('is read in the published form of its data set', () => {
    expect(
      read('commonsenseqa', { id: 'q1', answerKey: 'B', question: { stem: 'Which?', question_concept: 'x', choices } }),
    ).toMatchObject({
      ok: true,
      label: 'q1',
      fields: { source_id: 'q1', question: 'Which?', choices, answer: 'B', class: 'commonsenseqa' },
    });
    expect(read('gsm8k', { question: 'How many?', answer: 'It is 2.\n#### 2' })).toMatchObject({
      ok: true,
      fields: { answer: 'It is 2.\n#### 2', class: 'gsm8k' },
    });
    expect(read('arithmetic', { question: '2 9 + 5', answer: '3 4' })).toMatchObject({
      ok: true,
      fields: { class: '2' },
    });
    expect(
      read('multimodal', { id: 1, question: 'Colour?', image: 'a.png', choices: ['red', 'blue'], answer: 'Blue' }),
    ).toMatchObject({
      ok: true,
      image: 'a.png',
      fields: {
        choices: [
          { label: 'A', text: 'red' },
          { label: 'B', text: 'blue' },
        ],
        answer: 'B',
      },
    });
    expect(read('multimodal', { question: 'How many?', image: 'a.png', answer: [3, 'three'] })).toMatchObject({
      ok: true,
      fields: { answer: '3', accepted: ['three'] },
    });
  });

  it.each([
    ['commonsenseqa', { id: 'x', question: { stem: 'Which?', choices } }, 'no_gold'],
    ['commonsenseqa', { id: 'x', answerKey: 'Z', question: { stem: 'Which?', choices } }, 'no_gold'],
    ['commonsenseqa', { id: 'x', answerKey: 'A', question: { stem: 'Which?' } }, 'bad_record'],
    ['gsm8k', { question: 'How many?' }, 'no_gold'],
    ['gsm8k', { question: 'How many?', answer: 'no number' }, 'no_gold'],
    ['arithmetic', { question: '2 9 - 5', answer: '2 4' }, 'bad_record'],
    ['arithmetic', { question: '2 9 + 5', answer: '' }, 'no_gold'],
    ['multimodal', { question: 'Colour?', answer: 'red' }, 'bad_record'],
  ] as const)('of %s that cannot be used is refused: %j', (dataset, record, reason) => {
    expect(read(dataset, record)).toMatchObject({ ok: false, kind: 'failed', reason });
  });
});
