import { describe, expect, it } from '@jest/globals';
import { cleanAboutPicture, cleanText } from '../../../bench/dirty-dataset/clean-records.ts';
import { drawing } from '../../../bench/dirty-dataset/draw.ts';
import { scoreCuration } from '../../../bench/dirty-dataset/score.ts';
import { applyRules } from '../../../recipes/internvl/rules/apply-rules.ts';
import { ruleSettings } from '../../../recipes/internvl/rules/settings.ts';
import { guessDomain } from '../../../recipes/internvl/samples/guess-domain.ts';
import { sample } from '../../../recipes/internvl/samples/sample.ts';

const rules = ruleSettings.parse({});
const image = { sha256: 'a', width: 320, height: 240, bytes: 9000, deviation: 50 };

describe('the made-up dataset', () => {
  it('has clean samples of which the rules flag less than one in fifty', () => {
    const draw = drawing(3);
    const made = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? cleanText(draw) : cleanAboutPicture(draw)));
    const flagged = made.flatMap(({ conversations }, i) => {
      const one = sample.parse({
        conversations,
        domain: guessDomain(conversations),
        ...(i % 2 === 0 ? {} : { image }),
      });
      return applyRules(one, rules).map(
        ({ rule, form = '', value }) => `${rule}/${form} ${value} ${conversations[1]?.value}`,
      );
    });
    expect(flagged.slice(0, 3).concat(String(flagged.length < 40))).toEqual([...flagged.slice(0, 3), 'true']);
  });

  it('counts a copy as found where one of it and its original stays, whichever', () => {
    const conversations = [{ from: 'human', value: 'x' }];
    const dataset = {
      file: '',
      benchmark: '',
      clean: ['a', 'b', 'c'],
      planted: [
        { kind: 'copy', copyOf: 'a', record: { id: 'a2', conversations } },
        { kind: 'copy', copyOf: 'b', record: { id: 'b2', conversations } },
        { kind: 'loop', record: { id: 'd', conversations } },
      ],
    };
    expect(scoreCuration(dataset, new Set(['a2', 'b', 'b2', 'd']))).toEqual({
      kinds: { copy: { planted: 2, found: 1 }, loop: { planted: 1, found: 0 } },
      planted: 3,
      found: 1,
      missed: ['b2', 'd'],
      clean: 3,
      wronglyDropped: ['c'],
    });
  });
});
