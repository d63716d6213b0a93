import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseVerdicts } from '../../../recipes/mmevol/index.ts';

const verdict = (improved: unknown, score: unknown, reason: unknown = 'Because.') =>
  JSON.stringify([{ improved, score, reason }]);

describe('parseVerdicts', () => {
  it.each([
    ['yes', true],
    ['Yes', true],
    [' YES. ', true],
    [true, true],
    ['true', true],
    ['no', false],
    ['No', false],
    [false, false],
  ])('reads improved %p', (improved, expected) => {
    expect(parseVerdicts(verdict(improved, 5), 1)).toEqual({
      verdicts: [{ improved: expected, score: 5, reason: 'Because.' }],
    });
  });

  it.each([
    [7, 7],
    [7.6, 8],
    [11, 10],
    [-2, 0],
    ['6', 6],
    [' 3.2 ', 3],
  ])('reads score %p as %p', (score, expected) => {
    expect(parseVerdicts(verdict('yes', score), 1)).toMatchObject({ verdicts: [{ score: expected }] });
  });

  it.each([['high'], ['7/10'], [null], [''], [[7]]])('refuses score %p', (score) => {
    expect(parseVerdicts(verdict('yes', score), 1)).toEqual({ reason: 'judge_bad_score' });
  });

  it.each([['maybe'], [null], [1]])('refuses improved %p', (improved) => {
    expect(parseVerdicts(verdict(improved, 5), 1)).toEqual({ reason: 'judge_bad_improved' });
  });

  it('refuses another number of verdicts than of items', () => {
    expect(parseVerdicts(verdict('yes', 5), 2)).toEqual({ reason: 'judge_count_mismatch' });
    expect(parseVerdicts('[]', 1)).toEqual({ reason: 'judge_count_mismatch' });
  });

  it('reads verdicts in an object, in a fence, and one alone', () => {
    const one = '{"improved": "no", "score": 1, "reason": ""}';
    const expected = { verdicts: [{ improved: false, score: 1, reason: '' }] };
    expect(parseVerdicts(`{"verdicts": [${one}]}`, 1)).toEqual(expected);
    expect(parseVerdicts(`\`\`\`json\n[${one},]\n\`\`\``, 1)).toEqual(expected);
    expect(parseVerdicts(one, 1)).toEqual(expected);
  });

  it('says why there is no JSON', () => {
    expect(parseVerdicts('', 1)).toEqual({ reason: 'empty_answer' });
    expect(parseVerdicts('[{"improved": "yes", "sc', 1)).toEqual({ reason: 'truncated' });
    expect(parseVerdicts('They are all good.', 1)).toEqual({ reason: 'parse_error' });
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(4), (text, count) => expect(parseVerdicts(text, count)).toBeDefined()),
      { numRuns: 300 },
    );
  });
});
