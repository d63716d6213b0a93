import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxClauses } from '../../../recipes/mmevol/compact/box-facts.ts';
import { chooseFact } from '../../../recipes/mmevol/compact/choose-fact.ts';
import { clauseOf, headOf, sentences } from '../../../recipes/mmevol/compact/clause.ts';
import { factsOf } from '../../../recipes/mmevol/compact/facts.ts';
import { imageRecord } from '../../../recipes/mmevol/image-record.ts';
import { qa, rowOf } from './scenario.ts';

const recordOf = (fields: Record<string, unknown>, conversations = [qa()]) =>
  imageRecord.parse(rowOf(conversations, fields));

describe('a clause', () => {
  it.each([
    ['A red boat with a sail lies at the river bank', 'A red boat with a sail', 'lies at the river bank'],
    ['Two dogs run along the beach, while a girl waits', 'Two dogs', 'run along the beach'],
    ['The bench is under a tall tree', 'The bench', 'is under a tall tree'],
  ])('is cut before its verb: %s', (sentence, subject, rest) => {
    expect(clauseOf(sentence)).toEqual({ subject, rest });
  });

  it.each([
    'It stands under the old tree',
    'The one that stands on the left side',
    'A close-up of a plant',
    'The dog is here',
  ])('is none where subject or verb is missing or little is said: %s', (sentence) =>
    expect(clauseOf(sentence)).toBeNull(),
  );

  it('comes from a sentence or a part before a semicolon', () => {
    expect(sentences('A boat lies here; two men sit in it. Why?')).toEqual([
      'A boat lies here',
      'two men sit in it',
      'Why',
    ]);
  });

  it('names its thing before the first preposition', () => {
    expect(headOf('An old wooden house with a roof')).toBe('house');
  });
});

describe('facts of boxes', () => {
  it('tell the place in the photo and how boxes lie beside each other', () => {
    const told = boxClauses([
      { label: 'apple', bbox: [0, 0, 0.2, 0.2] },
      { label: 'skis', bbox: [0.6, 0.05, 0.9, 0.2] },
    ]).map(({ subject, rest }) => `${subject} ${rest}`);
    expect(told).toEqual([
      'an apple is in the upper left of the photo',
      'skis are in the upper right of the photo',
      'an apple is to the left of the skis',
      'skis are to the right of the apple',
    ]);
  });

  it('never relate boxes whose label stands twice as anchor, and say one thing of a place', () => {
    const side = fc.double({ min: 0, max: 1, noNaN: true });
    const box = fc.tuple(fc.constantFrom('cat', 'dog', 'bird'), side, side, side, side).map(([label, a, b, c, d]) => ({
      label,
      bbox: [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)],
    }));
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), (boxes) => {
        const rests = boxClauses(boxes).map(({ rest }) => rest);
        expect(new Set(rests).size).toBe(rests.length);
        const twice = boxes.filter((one) => boxes.filter(({ label }) => label === one.label).length > 1);
        expect(rests.filter((rest) => twice.some(({ label }) => rest.endsWith(`the ${label}`)))).toEqual([]);
      }),
    );
  });
});

describe('facts of a record', () => {
  it('come from caption, boxes, text and the answers, and say where', () => {
    const record = recordOf({ caption: 'A Cup stands on a round table.', text_seen: ['7', 'EXIT'] }, [
      qa({ answer: 'The curtain is long and green.' }),
    ]);
    expect(factsOf(record).map(({ source, sentence, things }) => [source, sentence, things[0]])).toEqual([
      ['caption', 'A Cup stands on a round table.', 'cup'],
      ['boxes', 'A cup is in the upper left of the photo.', 'cup'],
      ['text', 'The text "EXIT" can be read in the photo.', 'text'],
      ['qa/0', 'The curtain is long and green.', 'curtain'],
    ]);
  });

  it('are chosen where the parent does not tell them: other answers only where nothing else is left', () => {
    const conversations = [
      qa({ question: 'What is on the table?', answer: 'A vase.' }),
      qa({ question: 'What is at the window?', answer: 'The curtain is long and green.' }),
    ];
    const record = recordOf({ caption: 'A vase stands on a round table.', det: [] }, conversations);
    const facts = factsOf(record);
    const choose = (index: number, spent: string[] = []) =>
      chooseFact(facts, new Set(spent), record.conversations[index]!, index, 0)?.sentence;
    expect(choose(0)).toBe('The curtain is long and green.');
    expect(choose(1)).toBe('A vase stands on a round table.');
    expect(choose(1, ['A vase stands on a round table.'])).toBeUndefined();
  });
});

describe('boxes of the detector', () => {
  const sheep = { label: 'sheep', bbox: [0.3, 0.1, 0.45, 0.38] };
  const person = { label: 'person', bbox: [0.7, 0.09, 0.8, 0.29] };
  const seen = (question: string, answer: string) =>
    factsOf(recordOf({ caption: null, det: [sheep, person], text_seen: [] }, [qa({ question, answer })]))
      .filter(({ source }) => source === 'boxes')
      .map(({ sentence }) => sentence);

  it('tell only of things that the list names too, and only their place', () => {
    expect(seen('What animals are there?', 'Sheep and lambs.')).toEqual(['A sheep is at the top of the photo.']);
    expect(seen('Does a person watch the sheep?', 'Yes, one.')).toEqual([
      'A sheep is at the top of the photo.',
      'A person is in the upper right of the photo.',
    ]);
  });

  it('are not confirmed by a no', () => {
    expect(seen('Does a person watch the sheep?', 'No. There is no person.')).toEqual([]);
  });

  it('are taken as they are where the seed has them', () => {
    const record = recordOf({ caption: null, det: [sheep, person] }, [qa({ question: 'Who?', answer: 'Nobody.' })]);
    expect(factsOf(record).filter(({ source }) => source === 'boxes')).toHaveLength(4);
  });
});
