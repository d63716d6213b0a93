import { describe, expect, it } from '@jest/globals';
import { approximateArcs } from '../../../recipes/florence2/language/approximate-arcs.ts';
import type { ParsedToken, PartOfSpeech } from '../../../recipes/florence2/language/parsed-text.ts';
import { degreesOf, richnessOf } from '../../../recipes/florence2/language/richness.ts';
import { rulesParser } from '../../../recipes/florence2/language/rules-parser.ts';

const words: readonly (readonly [string, PartOfSpeech, string | null])[] = [
  ['A', 'DET', 'dog'],
  ['brown', 'ADJ', 'dog'],
  ['dog', 'NOUN', 'chases'],
  ['chases', 'VERB', null],
  ['a', 'DET', 'ball'],
  ['red', 'ADJ', 'ball'],
  ['ball', 'NOUN', 'chases'],
  ['in', 'ADP', 'chases'],
  ['the', 'DET', 'park'],
  ['park', 'NOUN', 'in'],
  ['.', 'PUNCT', 'chases'],
];
const at = (word: string): number => words.findIndex(([text]) => text === word);
const parsed: readonly ParsedToken[] = words.map(([text, pos, head]) => ({
  text,
  pos,
  head: head === null ? null : at(head),
  compound: false,
}));

describe('richness of “A brown dog chases a red ball in the park.”', () => {
  it('counts degrees in the dependency tree, the full stop aside', () => {
    const degrees = degreesOf(parsed);
    expect(['dog', 'ball', 'park', 'chases'].map((word) => degrees[at(word)])).toEqual([3, 3, 2, 3]);
  });

  it('counts objects, attributes and actions', () => {
    const { objectComplexity, ...counts } = richnessOf(parsed);
    expect(objectComplexity).toBeCloseTo(2.667, 3);
    expect(counts).toEqual({
      tokens: 10,
      objects: 3,
      attributes: 2,
      actions: 1,
      properNouns: 0,
      actionComplexity: 3,
      objectDegree: 3,
      actionDegree: 3,
    });
  });

  it('is the same by rules over part-of-speech tags', () => {
    const arcs = approximateArcs(words.map(([text, pos]) => ({ text, pos })));
    expect(degreesOf(arcs)).toEqual(degreesOf(parsed));
  });

  it('is the same by the tagger', () => {
    const { tokens, objects, attributes, actions, objectComplexity } = richnessOf(
      rulesParser().parse('A brown dog chases a red ball in the park.'),
    );
    expect({ tokens, objects, attributes, actions }).toEqual({ tokens: 10, objects: 3, attributes: 2, actions: 1 });
    expect(objectComplexity).toBeCloseTo(2.667, 3);
  });
});

describe('arcs by rules', () => {
  const parser = rulesParser();
  const headOf = (text: string, word: string): string | null => {
    const tokens = parser.parse(text);
    const head = tokens.find((token) => token.text === word)?.head ?? null;
    return head === null ? null : (tokens[head]?.text ?? null);
  };

  it('hang `of` on the noun before it', () => {
    expect(headOf('A cup of coffee stands on the table.', 'of')).toBe('cup');
  });

  it('take the first noun of a pair for its part', () => {
    const table = parser.parse('A kitchen table.');
    expect(table.filter(({ compound }) => compound).map(({ text }) => text)).toEqual(['kitchen']);
    expect(headOf('A kitchen table.', 'kitchen')).toBe('table');
  });

  it('never point outside the text or at themselves', () => {
    for (const text of [
      '',
      'and and and',
      'the of',
      'Dogs, cats and birds run quickly; they do not stop.',
      '狗在公园里跑。',
    ]) {
      for (const [index, { head }] of parser.parse(text).entries()) {
        expect(head === null || (head >= 0 && head < parser.parse(text).length && head !== index)).toBe(true);
      }
    }
  });
});
