import { pythonSpace as s, pythonWord as w, splitWords } from './python-text.ts';

type Rule = readonly [pattern: RegExp, substitution: string];

const boundary = `(?:(?<![${w}])(?=[${w}])|(?<=[${w}])(?![${w}]))`;

const openingQuotes: readonly Rule[] = [
  [/([«“‘„]|`+)/gu, ' $1 '],
  [/^"/gu, '``'],
  [/(``)/gu, ' $1 '],
  [/([ ([{<])("|'{2})/gu, '$1 `` '],
  [new RegExp(`(?<![${w}])(')(?!(?:re|ve|ll|m|t|s|d|n)${boundary})(?=[${w}])`, 'giu'), '$1 '],
];
const punctuation: readonly Rule[] = [
  [new RegExp(`([^.])(\\.)([\\])}>"'»”’ ]*)[${s}]*$`, 'gu'), '$1 $2 $3 '],
  [/([:,])(\P{Nd})/gu, ' $1 $2'],
  [/([:,])$/gu, ' $1 '],
  [/\.{2,}/gu, ' $& '],
  [/[;@#$%&]/gu, ' $& '],
  [/[\u2012-\u2015]/gu, ' $& '],
  [new RegExp(`([^.])(\\.)([\\])}>"']*)[${s}]*$`, 'gu'), '$1 $2$3 '],
  [/[?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[*]/gu, ' $& '],
  [/[\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
];
const closingQuotes: readonly Rule[] = [
  [/([»”’])/gu, ' $1 '],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [new RegExp(`[${s}]+`, 'gu'), ' '],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
];
const joinedWords: readonly Rule[] = [
  ...[
    ['can', 'not'],
    ['d', "'ye"],
    ['gim', 'me'],
    ['gon', 'na'],
    ['got', 'ta'],
    ['lem', 'me'],
    ['more', "'n"],
  ].map(([a, b]): Rule => [new RegExp(`${boundary}(${a})(${b})${boundary}`, 'giu'), ' $1 $2 ']),
  [new RegExp(`${boundary}(wan)(na)(?=[${s}])`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)(is)${boundary}`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)(was)${boundary}`, 'giu'), ' $1 $2 '],
];

const apply = (text: string, rules: readonly Rule[]): string =>
  rules.reduce((out, [pattern, substitution]) => out.replace(pattern, substitution), text);

/**
 * English tokens by the rules of NLTK 3.10's word tokenizer (Penn Treebank with its improvements), without a sentence split.
 * NLTK changed the rule of opening quotes between versions, so the version is part of the metric.
 */
export function tokenizeEnglish(text: string): readonly string[] {
  const spaced = ` ${apply(apply(text, openingQuotes), punctuation)} `;
  return splitWords(apply(apply(spaced, closingQuotes), joinedWords));
}
