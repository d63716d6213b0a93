import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { extractAnswer } from '../../../recipes/dynvqa/agent/extract-answer.ts';
import { readFinal, readPlan } from '../../../recipes/dynvqa/agent/read-plan.ts';
import { readTags } from '../../../recipes/dynvqa/agent/read-tags.ts';

describe('readTags', () => {
  it.each([
    [
      '<Thought>Look.\n<Sub-Question>Which club?\n<Search>Image Retrieval with Input Image',
      { action: 'search_by_image', subQuestion: 'Which club?' },
    ],
    [
      '<Thought>Look.</Thought>\n<Sub-Question>Who?</Sub-Question>\n<Search>Text Retrieval: "leader of it"\nand more words',
      { action: 'search_text', query: 'leader of it' },
    ],
    [
      '<thought>l\n<sub question>W\n<search> Image Retrieval with Text Query : red emblem',
      { action: 'search_images', query: 'red emblem' },
    ],
    ['<Thought>l<Sub-Question>W<Search>No Retrieval', { action: 'none' }],
    ['<Thought>enough\n<End>\nFinal Answer: Ann\nLee', { action: 'answer', answer: 'Ann Lee' }],
  ])('reads %j', (text, expected) => {
    expect(readTags(text)).toMatchObject(expected);
  });

  it('takes no tool and no final answer out of the thought', () => {
    expect(readTags('<Thought>I could use Text Retrieval: this one.\nFinal Answer: not yet')).toBeNull();
    expect(
      readTags(
        '<Thought>Text Retrieval: a\n<Sub-Question>Image Retrieval with Input Image?\n<Search>Text Retrieval: b',
      ),
    ).toMatchObject({ action: 'search_text', query: 'b' });
  });

  it('takes no search without words', () => {
    expect(readTags('<Thought>t<Sub-Question>s<Search>Text Retrieval: ""')).toBeNull();
  });
});

describe('readPlan', () => {
  it.each([
    ['{"thought":"t","subQuestion":"s","action":"search_text","query":"q"}', 'search_text'],
    ['```json\n{"thought":"t","action":"answer","answer":3}\n```', 'answer'],
    ['Sure! {"action":"search_by_image","thought":"t",}', 'search_by_image'],
    ['<Thought>t<Sub-Question>s<Search>Text Retrieval: q', 'search_text'],
  ])('reads %j', (text, action) => {
    const read = readPlan(text);
    expect(read.ok && read.value.plan.action).toBe(action);
  });

  it.each(['', 'no plan', '{"action":"search_text","query":" "}', '{"action":"dance"}', '[1]', '{"action":"answer"}'])(
    'refuses %j with the form wanted',
    (text) => {
      expect(readPlan(text)).toMatchObject({ ok: false, reason: 'invalid_plan' });
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof readPlan(text).ok).toBe('boolean');
        expect(typeof readFinal(text).ok).toBe('boolean');
      }),
    );
  });
});

describe('extractAnswer', () => {
  const hit = (docId: string, text: string, date: string) => ({ docId, title: '', text, date });

  it('takes what the newest fitting sentence says beyond the question', () => {
    const hits = [
      hit('old', 'As of March 2025 the keeper of the Marlow lighthouse is Ben Roe.', '2025-03-01'),
      hit('new', 'Weather was fine. As of March 2026 the keeper of the Marlow lighthouse is Ada Finch.', '2026-03-01'),
      hit('other', 'The keeper of the Orley mill is Carl Tun.', '2026-04-01'),
    ];
    expect(extractAnswer('Who is the keeper of the Marlow lighthouse?', hits, 'en')).toEqual({
      answer: 'Ada Finch',
      cited: ['new'],
      by: 'extractor',
    });
  });

  it('reads Chinese sentences', () => {
    const hits = [hit('a', '截至2026年3月，马洛灯塔的看守人是王小明。', '2026-03-01')];
    expect(extractAnswer('马洛灯塔的看守人是谁？', hits, 'zh')?.answer).toBe('王小明');
  });

  it('says nothing where no sentence speaks of the question', () => {
    expect(extractAnswer('Who won the regatta?', [hit('a', 'The mill is red.', '')], 'en')).toBeNull();
  });
});
