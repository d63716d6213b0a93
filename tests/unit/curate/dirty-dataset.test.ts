import { describe, expect, it } from '@jest/globals';
import { cleanAboutPicture, cleanText } from '../../../bench/dirty-dataset/clean-records.ts';
import type { Planted } from '../../../bench/dirty-dataset/dirty-record.ts';
import { drawing } from '../../../bench/dirty-dataset/draw.ts';
import { scoreParts } from '../../../bench/dirty-dataset/score-parts.ts';
import { scoreCuration } from '../../../bench/dirty-dataset/score.ts';
import { isAsItShouldBe, tellScore } from '../../../bench/dirty-dataset/tell-score.ts';
import type { DirtyDataset } from '../../../bench/dirty-dataset/write-dataset.ts';
import { applyRules } from '../../../recipes/internvl/rules/apply-rules.ts';
import { ruleSettings } from '../../../recipes/internvl/rules/settings.ts';
import { guessDomain } from '../../../recipes/internvl/samples/guess-domain.ts';
import { sample } from '../../../recipes/internvl/samples/sample.ts';

const rules = ruleSettings.parse({});
const image = { sha256: 'a', width: 320, height: 240, bytes: 9000, deviation: 50 };
const conversations = [{ from: 'human', value: 'x' }];
/** Three clean samples, and what is planted. */
const datasetWith = (planted: readonly Planted[]): DirtyDataset => ({
  file: '',
  benchmark: '',
  clean: ['a', 'b', 'c'],
  planted,
});

describe('the made-up dataset', () => {
  it('has clean samples of which the rules flag less than one in fifty', () => {
    const draw = drawing(3);
    const made = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? cleanText(draw) : cleanAboutPicture(draw)));
    const flagged = made.flatMap(({ conversations: turns }, i) => {
      const one = sample.parse({
        conversations: turns,
        domain: guessDomain(turns),
        ...(i % 2 === 0 ? {} : { image }),
      });
      return applyRules(one, rules).map(({ rule, form = '', value }) => `${rule}/${form} ${value} ${turns[1]?.value}`);
    });
    expect(flagged.slice(0, 3).concat(String(flagged.length < 40))).toEqual([...flagged.slice(0, 3), 'true']);
  });

  it('counts a copy as found where one of it and its original stays, whichever', () => {
    const dataset = datasetWith([
      { kind: 'copy', copyOf: 'a', record: { id: 'a2', conversations } },
      { kind: 'copy', copyOf: 'b', record: { id: 'b2', conversations } },
      { kind: 'loop', record: { id: 'd', conversations } },
    ]);
    expect(scoreCuration(dataset, new Set(['a2', 'b', 'b2', 'd']))).toEqual({
      kinds: { copy: { planted: 2, found: 1 }, loop: { planted: 1, found: 0 } },
      planted: 3,
      found: 1,
      missed: ['b2', 'd'],
      clean: 3,
      wronglyDropped: ['c'],
    });
  });

  it('tells what code found apart from what a judge adds, be it right or wrong', () => {
    const dataset = datasetWith([
      { kind: 'copy', copyOf: 'a', record: { id: 'a2', conversations } },
      { kind: 'digit_run', record: { id: 'd', conversations } },
      { kind: 'poor_answer', record: { id: 'p', conversations } },
      { kind: 'template_loop', record: { id: 't', conversations } },
    ]);
    const reasons = new Map([
      ['a2', 'exact_duplicate'],
      ['a', 'low_quality'],
      ['b', 'unscored'],
      ['d', 'r7_digit_run'],
      ['p', 'low_quality'],
    ]);
    const outcomes = { released: new Set(['c', 't']), reasons, byJudge: new Set(['a', 'b', 'p']) };
    const parts = scoreParts(dataset, outcomes);
    expect(parts).toMatchObject({
      code: { kinds: { copy: { found: 1 }, digit_run: { found: 1 } }, planted: 2, found: 2, wronglyDropped: [] },
      judge: {
        kinds: { poor_answer: { planted: 1, found: 1 }, template_loop: { planted: 1, found: 0 } },
        planted: 2,
        found: 1,
        wronglyDropped: ['a', 'b'],
      },
    });
    expect(isAsItShouldBe(parts)).toBe(true);
    const told = tellScore(dataset, parts, outcomes, 'small-model');
    expect(told.filter((line) => /^(?:By code|What|planted|clean)/u.test(line))).toEqual([
      'By code alone, no model asked:',
      'planted found    2 of 2',
      'clean dropped    0 of 3 (0.00 %)',
      'What the judge small-model adds, asked about what code had let through:',
      'planted found    1 of 2',
      'clean dropped    2 of 3 (66.67 %)',
    ]);
    expect(tellScore(dataset, parts, outcomes, undefined).join('\n')).not.toContain('judge');
  });

  it('is not as it should be where code misses a case or drops more than one clean sample in fifty', () => {
    const score = { kinds: {}, planted: 2, found: 2, missed: [], clean: 50, wronglyDropped: ['a'] };
    const judge = { kinds: {}, found: 0, planted: 0, wronglyDropped: [] };
    expect(isAsItShouldBe({ code: score, judge })).toBe(true);
    expect(isAsItShouldBe({ code: { ...score, missed: ['x'] }, judge })).toBe(false);
    expect(isAsItShouldBe({ code: { ...score, wronglyDropped: ['a', 'b'] }, judge })).toBe(false);
  });
});
