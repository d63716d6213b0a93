import { describe, expect, it } from '@jest/globals';
import { guessDomain } from '../../../recipes/internvl/samples/guess-domain.ts';
import { readSample } from '../../../recipes/internvl/samples/read-sample.ts';

const turns = [
  { from: 'human', value: 'Who?' },
  { from: 'gpt', value: 'She.' },
];

describe('a training sample', () => {
  it.each([
    ['LLaVA', { conversations: turns }],
    [
      'ShareGPT',
      {
        messages: [
          { role: 'user', content: 'Who?' },
          { role: 'assistant', content: 'She.' },
        ],
      },
    ],
    ['question and answer', { question: 'Who?', answer: 'She.' }],
    ['prompt and answer', { prompt: 'Who?', answer: 'She.' }],
    ['instruction and output', { instruction: 'Who?', input: '', output: 'She.' }],
  ])('is read as %s', (_, record) => {
    expect(readSample({ id: 3, ...record })).toEqual({
      ok: true,
      fields: { conversations: turns, domain: 'general', source_id: '3' },
      label: '3',
    });
  });

  it('keeps its system turn, its score, and the name of its benchmark', () => {
    const read = readSample({ system: 'Be brief.', question: 'Who?', answer: 'She.', quality: 0.5, benchmark: 'who' });
    expect(read).toMatchObject({
      fields: { conversations: [{ from: 'system', value: 'Be brief.' }, ...turns], quality: 0.5, benchmark: 'who' },
    });
  });

  it.each([
    [{ image: 'a.jpg' }, { image: 'a.jpg' }],
    [{ image: ['a.jpg'] }, { image: 'a.jpg' }],
    [{ images: ['a.jpg'] }, { image: 'a.jpg' }],
    [{ image: ['a.jpg', 'b.jpg'] }, { images: ['a.jpg', 'b.jpg'] }],
    [{ image: null }, {}],
  ])('with %j has the images %j', (given, wanted) => {
    const { image, images } = {
      image: undefined,
      images: undefined,
      ...readSample({ conversations: turns, ...given }),
    };
    expect({ ...(image ? { image } : {}), ...(images ? { images } : {}) }).toEqual(wanted);
  });

  it('has the domain it names, else the one given, else that of its form', () => {
    const domainOf = (record: object, domain?: 'ocr') => {
      const read = readSample({ conversations: turns, ...record }, domain);
      return read.ok ? read.fields['domain'] : read.reason;
    };
    expect([domainOf({ domain: 'code' }, 'ocr'), domainOf({ domain: 'cats' }, 'ocr'), domainOf({})]).toEqual([
      'code',
      'ocr',
      'general',
    ]);
  });

  it.each([
    ['bad_record', { text: 'x' }],
    ['bad_record', 'x'],
    ['no_turns', { conversations: [] }],
  ])('that cannot be used fails as %s', (reason, record) => {
    expect(readSample(record)).toMatchObject({ ok: false, kind: 'failed', reason });
  });
});

describe('the domain of an answer', () => {
  it.each([
    ['grounding', 'The <ref>cat</ref><box>[[1, 2, 3, 4]]</box>.'],
    ['code', '```js\nx\n```'],
    ['table', '| a | b |\n|---|---|\n| 1 | 2 |'],
    ['math', 'It is \\frac{1}{2}.'],
    ['general', 'It costs $$ and a | pipe.'],
  ])('is %s by its form', (domain, value) => {
    expect(
      guessDomain([
        { from: 'human', value: '```' },
        { from: 'gpt', value },
      ]),
    ).toBe(domain);
  });
});
