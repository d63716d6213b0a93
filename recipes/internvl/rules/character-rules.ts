import { splitWords } from '../split-words.ts';
import type { RuleSettings } from './settings.ts';
import { charactersOf, isCjk } from './text-units.ts';
import type { Measured } from './verdict.ts';

const most = (lengths: Iterable<number>): number => {
  let found = 0;
  for (const length of lengths) if (length > found) found = length;
  return found;
};

const lengthOf = (text: string): number => [...text].length;

const longest = (text: string, run: RegExp): number =>
  most(Array.from(text.matchAll(run), ([found]) => lengthOf(found)));

/** R7 and R8: digits; "0, 0, 0" counts as a run of zeros. */
export function digitMeasures(text: string, { digitRun, zeroRun }: RuleSettings): readonly Measured[] {
  const zeros = Array.from(text.matchAll(/0(?:[\s,;|.]*0)+/gu), ([run]) => run.replaceAll(/[^0]/gu, '').length);
  return [
    { rule: 'R7_digit_run', value: longest(text, /[0-9]+/gu), threshold: digitRun },
    { rule: 'R8_zero_run', value: most(zeros), threshold: zeroRun },
  ];
}

/** R10: one character over and over; a drawn line of `-=_*#` may be longer. */
export function runMeasures(text: string, { characterRun, ruleLine }: RuleSettings): readonly Measured[] {
  const runs = Array.from(text.matchAll(/(\S)\1+/gu), ([run]) => run);
  const drawn = (run: string): boolean => '-=_*#'.includes(run[0] ?? ' ');
  const other = runs.filter((run) => !drawn(run));
  return [
    { rule: 'R10_character_run', value: most(other.map(lengthOf)), threshold: characterRun },
    { rule: 'R10_character_run', form: 'line', value: most(runs.filter(drawn).map(lengthOf)), threshold: ruleLine },
  ];
}

/** R9 and R11: sentences and words of abnormal length. A CJK character counts as a word; R11 says nothing of text without spaces. */
export function lengthMeasures(text: string, settings: RuleSettings): readonly Measured[] {
  const sentences = text.split(/[.!?](?=\s|$)|[。！？\n]/u).flatMap((sentence) => wordsIn(sentence) || []);
  const mean = sentences.length === 0 ? 0 : sentences.reduce((sum, words) => sum + words, 0) / sentences.length;
  return [
    { rule: 'R11_word_length', value: isCjk(text) ? 0 : longest(text, /\S+/gu), threshold: settings.longestWord },
    { rule: 'R9_sentence_length', value: most(sentences), threshold: settings.longestSentence },
    { rule: 'R9_sentence_length', form: 'mean', value: mean, threshold: settings.meanSentence },
  ];
}

const wordsIn = (sentence: string): number =>
  isCjk(sentence) ? charactersOf(sentence).length : splitWords(sentence).length;

/** Below these characters R12 says nothing: the stop of "No." is a quarter of it. */
const fewestCharacters = 20;

/** R12: characters that are neither letters, digits nor white space, as a share of all. Drawn lines are left out of both. */
export function specialMeasures(text: string, { specialCharacters, ruleLine }: RuleSettings): readonly Measured[] {
  const plain = text.replaceAll(/([-=_*#])\1{3,}/gu, (run) => (run.length > ruleLine ? run : ''));
  const all = lengthOf(plain);
  if (all < fewestCharacters) return [];
  const special = plain.match(/[^\p{L}\p{M}\p{N}\s]/gu)?.length ?? 0;
  return [{ rule: 'R12_special_characters', value: special / all, threshold: specialCharacters }];
}
