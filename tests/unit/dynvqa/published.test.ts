import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flattenAliases, parsePythonJson, readPublishedLine } from '../../../recipes/dynvqa/gold/read-published.ts';
import type { PublishedQuestion } from '../../../recipes/dynvqa/gold/published-question.ts';
import { versionDiff } from '../../../recipes/dynvqa/gold/version-diff.ts';

const image = 'https://images.example/mm/Timeqa/Timeqaextracted_images/image_1.jpeg';

function line(fields: string): string {
  return `{"image_url": "${image}", "question": "Who leads this club?", "question_id": "en7", ${fields}}`;
}

function question(fields: string): PublishedQuestion {
  const read = readPublishedLine(line(fields));
  if (!read.ok) throw new Error(read.message);
  return read.question;
}

describe('readPublishedLine', () => {
  it('reads the bare NaN that stands where a query is missing', () => {
    const { goldenQuery, answers } = question('"answer": ["0.052"], "gloden_query": NaN');
    expect(goldenQuery).toBeNull();
    expect(answers).toEqual(['0.052']);
  });

  it('leaves NaN inside a string alone', () => {
    expect(parsePythonJson(String.raw`{"a": "NaN \" NaN", "b": [NaN, -Infinity]}`)).toEqual({
      a: 'NaN " NaN',
      b: [null, null],
    });
  });

  it('takes the query under either spelling of its key', () => {
    expect(question('"answer": ["x"], "gloden_query": "Who leads A?"').goldenQuery).toBe('Who leads A?');
    expect(question('"answer": ["x"], "golden_query": "Who leads A?"').goldenQuery).toBe('Who leads A?');
  });

  it('flattens, trims and joins equal aliases of strings, numbers and nested lists', () => {
    expect(question('"answer": [[" Ann ", "Ann"], 3, 2.5, "", null], "golden_query": "q"').answers).toEqual([
      'Ann',
      '3',
      '2.5',
    ]);
  });

  it('makes a question without gold pending', () => {
    for (const answer of ['null', '[]', '[null]', '[[]]', '" "']) {
      expect(question(`"answer": ${answer}, "golden_query": "q"`).state).toBe('pending');
    }
  });

  it('names the collection of the image and keeps the hash of the raw line', () => {
    const { collection, line: hash } = question('"answer": ["x"], "golden_query": "q"');
    expect(collection).toBe('Timeqa');
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it.each(['{"question_id": "en1"', '[]', '{"question_id": "fr1", "question": "q", "image_url": "u"}'])(
    'says what is wrong with %s',
    (text) => {
      const read = readPublishedLine(text);
      expect(read.ok).toBe(false);
    },
  );

  it('never keeps an empty or doubled alias', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), (answer) => {
        const aliases = flattenAliases(answer);
        expect(new Set(aliases).size).toBe(aliases.length);
        for (const alias of aliases) expect(alias.trim()).toBe(alias);
        expect(aliases).not.toContain('');
      }),
    );
  });
});

describe('versionDiff', () => {
  const of = (id: string, ...answers: string[]) => ({ id, answers, question: 'q', imageUrl: image });

  it('tells changed, disjoint, blanked, refilled, removed and added questions apart', () => {
    const before = [of('en1', 'A'), of('en2', 'B', 'b2'), of('en3', 'C'), of('en4'), of('en5', 'E'), of('en6', 'F')];
    const after = [of('en1', ' a '), of('en2', 'B'), of('en3'), of('en4', 'D'), of('en5', 'other'), of('en9', 'N')];
    expect(versionDiff(before, after)).toEqual({
      common: 5,
      removed: ['en6'],
      added: ['en9'],
      changed: ['en2', 'en3', 'en4', 'en5'],
      disjoint: ['en3', 'en4', 'en5'],
      pending: ['en3'],
      refilled: ['en4'],
      rewritten: [],
    });
  });

  it('finds nothing between a version and itself', () => {
    const set = [of('en1', 'A'), of('en2')];
    const diff = versionDiff(set, set);
    expect(diff.changed).toEqual([]);
    expect(diff.common).toBe(2);
  });
});
