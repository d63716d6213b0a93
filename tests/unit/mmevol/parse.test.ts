import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEvolvedItems, type QaItem } from '../../../recipes/mmevol/index.ts';
import { readEvolvedItems } from '../../../recipes/mmevol/parse/evolved-items.ts';
import { qa } from './scenario.ts';

const one = qa({ objects: ['cup'], steps: [{ manipulation: 'None', description: 'Look.' }] });
const json = JSON.stringify(one);
const withQuestion = (literal: string) => json.replace('"What is on the table?"', literal);
const withAnswer = (literal: string) => json.replace('"A cup."', literal);

interface Case {
  readonly name: string;
  readonly text: string;
  readonly items: readonly QaItem[];
  readonly repairs: readonly string[];
}
const mended: readonly Case[] = [
  { name: 'a clean list', text: `[${json}]`, items: [one], repairs: [] },
  { name: 'a list in an object', text: `{"items": [${json}]}`, items: [one], repairs: [] },
  { name: 'a fence', text: `\`\`\`json\n[${json}]\n\`\`\``, items: [one], repairs: ['fence'] },
  {
    name: 'a fence that holds a fence',
    text: `\`\`\`json\n[${withAnswer('"```js\\nx\\n```"')}]\n\`\`\``,
    items: [{ ...one, answer: '```js\nx\n```' }],
    repairs: ['fence'],
  },
  {
    name: 'prose with brackets around',
    text: `Item [1] first:\n[${json}]\nThat {is} all.`,
    items: [one],
    repairs: ['text_before'],
  },
  { name: 'think tags', text: `<think>[{"question": 1}]</think>[${json}]`, items: [one], repairs: ['think_tags'] },
  { name: 'a trailing comma', text: `[${json},]`, items: [one], repairs: ['trailing_comma'] },
  {
    name: 'a comma after the answer',
    text: `[${json.replace('"A cup."', '"A cup.",')}]`,
    items: [one],
    repairs: ['trailing_comma'],
  },
  {
    name: 'a missing comma',
    text: `[${json.replace('"Norm",', '"Norm"\n')}]`,
    items: [one],
    repairs: ['missing_comma'],
  },
  {
    name: 'curly quotes',
    text: `[${withQuestion('“What is on the table?”')}]`,
    items: [one],
    repairs: ['curly_quotes'],
  },
  {
    name: 'curly quotes inside a string',
    text: `[${withQuestion('"What does “open” mean?"')}]`,
    items: [{ ...one, question: 'What does “open” mean?' }],
    repairs: [],
  },
  {
    name: 'raw newlines',
    text: `[${withQuestion('"Which?\nA. a cup\nB. a pot"')}]`,
    items: [{ ...one, question: 'Which?\nA. a cup\nB. a pot' }],
    repairs: ['raw_newline'],
  },
  { name: 'comments', text: `[ // the item's list\n${json} // done, isn't it\n]`, items: [one], repairs: ['comment'] },
  {
    name: 'the key answers',
    text: `[${json.replace('"answer"', '"answers"')}]`,
    items: [one],
    repairs: ['answers_key'],
  },
  {
    name: 'a dict answer',
    text: `[${withAnswer('{"a": "A cup.", "b": ["red", "small"]}')}]`,
    items: [{ ...one, answer: 'A cup. red small' }],
    repairs: ['joined_answer'],
  },
  {
    name: 'a list answer',
    text: `[${withAnswer('["A", "B"]')}]`,
    items: [{ ...one, answer: 'A B' }],
    repairs: ['joined_answer'],
  },
  {
    name: 'a box answer',
    text: `[${withAnswer('[0.1, 0.2, 0.3, 0.4]')}]`,
    items: [{ ...one, answer: '[0.1, 0.2, 0.3, 0.4]' }],
    repairs: ['joined_answer'],
  },
  { name: 'a bare object', text: json, items: [one], repairs: ['bare_object'] },
  { name: 'objects without a list', text: `${json},\n${json}`, items: [one, one], repairs: ['wrapped_sequence'] },
  {
    name: 'objects with the closing bracket alone',
    text: `${json}\n${json}]`,
    items: [one, one],
    repairs: ['wrapped_sequence'],
  },
  {
    name: 'a python None',
    text: `[${json.replace('"None"', 'None')}]`,
    items: [one],
    repairs: ['python_literals', 'manipulation_none'],
  },
  {
    name: 'triple quotes',
    text: `[${withAnswer('"""A"""')}]`,
    items: [{ ...one, answer: 'A' }],
    repairs: ['triple_quotes'],
  },
  {
    name: 'triple quotes around quotes',
    text: `[${withAnswer('"""It says "open", twice."""')}]`,
    items: [{ ...one, answer: 'It says "open", twice.' }],
    repairs: ['triple_quotes'],
  },
  {
    name: 'an apostrophe between single quotes',
    text: `[${json.replaceAll('"', "'").replace("'What is on the table?'", "'What's that?'")}]`,
    items: [{ ...one, question: "What's that?" }],
    repairs: ['single_quotes'],
  },
  {
    name: 'a latex command that is an escape',
    text: `[${withAnswer(String.raw`"\frac{1}{2} \times \beta"`)}]`,
    items: [{ ...one, answer: String.raw`\frac{1}{2} \times \beta` }],
    repairs: ['latex_escape'],
  },
  {
    name: 'a latex command that is none',
    text: `[${withAnswer(String.raw`"\sqrt{2}\nor so"`)}]`,
    items: [{ ...one, answer: '\\sqrt{2}\nor so' }],
    repairs: ['stray_backslash'],
  },
  {
    name: 'escaped newlines and tabs',
    text: `[${withAnswer(String.raw`"one\ntwo\tthree \\frac"`)}]`,
    items: [{ ...one, answer: 'one\ntwo\tthree \\frac' }],
    repairs: [],
  },
  {
    name: 'quotes and a comma inside a string',
    text: `[${withAnswer('"The sign says "stop", and the car waits."')}]`,
    items: [{ ...one, answer: 'The sign says "stop", and the car waits.' }],
    repairs: ['inner_quotes'],
  },
  {
    name: 'a misspelt position',
    text: `[${json.replace('"single"', '"left right"')}]`,
    items: [{ ...one, image_position: 'lower right' }],
    repairs: ['position_spelling'],
  },
  {
    name: 'fields of its own',
    text: `[${json.replace('{"image_position"', '{"difficulty": 3, "image_position"')}]`,
    items: [one],
    repairs: [],
  },
];

const refused: readonly (readonly [name: string, text: string, reason: string])[] = [
  ['nothing', ' \n', 'empty_answer'],
  ['an empty list', '[]', 'empty_answer'],
  ['prose', 'The table is nice.', 'parse_error'],
  ['an apology', "I'm sorry, but I can't help with that request.", 'refused'],
  ['a refusal as answer', `[${withAnswer('"I am sorry, I cannot assist with that."')}]`, 'refused'],
  ['an empty answer', `[${withAnswer('" "')}]`, 'empty_answer'],
  ['a list cut between items', `[${json},`, 'truncated'],
  ['a list cut after an item', `[${json}`, 'truncated'],
  ['a list cut in a string', `[${json},{"image_position":"single","question":"What`, 'truncated'],
  ['an unfinished fence', `\`\`\`json\n[${json.slice(0, -3)}`, 'truncated'],
  ['an answer that ended while thinking', '<think>The image shows [{"question": "a"}]', 'truncated'],
  ['an unfinished thought after another', '<think>a</think><think>[{"question": "a"}]', 'truncated'],
  ['a missing field', `[${json.replace('"steps"', '"stages"')}]`, 'schema_violation'],
  ['steps that are texts', `[${json.replace(/"steps":\[.*?\]/, '"steps":["Look."]')}]`, 'schema_violation'],
  ['objects that are one text', `[${json.replace('["cup"]', '"cup"')}]`, 'schema_violation'],
  ['a list of numbers in a list', '[[1, 2]]', 'schema_violation'],
  ['crossed brackets', `[${json.slice(0, -1)}]}`, 'parse_error'],
];

describe('parseEvolvedItems', () => {
  it.each(mended)('reads $name', ({ text, items, repairs }) => {
    expect(parseEvolvedItems(text)).toEqual({ items, repairs });
  });

  it.each(refused)('gives a reason for %s', (_, text, reason) => {
    expect(parseEvolvedItems(text)).toEqual({ reason });
  });

  it('keeps the valid items of a list and reports the others', () => {
    const read = readEvolvedItems(`[${json.replace('"format"', '"form"')}, ${json}, ${withAnswer('""')}, 3]`);
    expect(read).toMatchObject({
      ok: true,
      count: 4,
      items: [{ index: 1, item: one }],
      invalid: [
        { index: 0, reason: 'schema_violation:format', question: one.question },
        { index: 2, reason: 'empty_answer' },
        { index: 3, reason: 'schema_violation:item' },
      ],
    });
  });

  const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /[a-z]/i.test(text) && !/[\\]/.test(text));
  const item = fc.record({
    image_position: fc.constantFrom('single', 'top left', 'lower right'),
    objects: fc.array(word, { maxLength: 3 }),
    skills: fc.array(word, { maxLength: 3 }),
    format: word,
    question: word,
    steps: fc.array(fc.record({ manipulation: word, description: word }), { maxLength: 3 }),
    answer: word,
  });

  it('never throws on any text', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '”',
      '"question"',
      ':',
      ',',
      '\\',
      '\n',
      '```json',
      '<think>',
      'None',
      '1',
      'a ',
      '"""',
      '//',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => expect(parseEvolvedItems(given)).toBeDefined()),
      { numRuns: 500 },
    );
  });

  it('reads back what was written, fenced and with trailing commas', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean(), (items, fence, comma) => {
        const list = JSON.stringify(items, null, 1);
        const text = comma ? list.replace(/\n\]$/, ',\n]') : list;
        const read = parseEvolvedItems(fence ? `Here you are:\n\`\`\`json\n${text}\n\`\`\`` : text);
        expect(read).toMatchObject({ items });
      }),
      { numRuns: 200 },
    );
  });

  it('never closes a list that was cut', () => {
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (items, share) => {
          const list = JSON.stringify(items);
          const cut = list.slice(0, Math.floor(share * (list.length - 1)));
          expect(parseEvolvedItems(cut)).not.toHaveProperty('items');
        },
      ),
      { numRuns: 300 },
    );
  });
});
