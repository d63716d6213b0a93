import { chineseSegmenter } from '../../../recipes/chinese-segmenter.ts';

/** Longest term kept, in UTF-16 units: what is longer is no word. */
const longest = 64;

const possessive = /['’]s(?![\p{L}\p{N}])/gu;
const apostrophe = /(?<=\p{L})['’](?=\p{L})/gu;
const digitGroup = /(?<=\d),(?=\d{3}(?!\d))/gu;
const word = /[\p{L}\p{N}\p{M}]+/gu;
const chinese = /\p{Script=Han}/u;
const plain = /^[\0-\x7f]*$/u;
const latinMarks = /(?<=\p{Script=Latin})\p{M}+/gu;

/**
 * Terms of a text, for the index and for queries alike: NFKC, lower case, words of letters and digits; Latin without accents,
 * "eiffel's" as "eiffel", "1,234" as "1234". Words with Chinese characters are cut by jieba in its search mode, which gives
 * long words and the shorter ones within them. Nothing is stemmed and no word is left out.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(possessive, '')
    .replace(apostrophe, '')
    .replace(digitGroup, '');
  for (const match of folded.match(word) ?? []) {
    if (plain.test(match)) terms.push(match.slice(0, longest));
    else if (chinese.test(match))
      for (const part of chineseSegmenter().cutForSearch(match, true)) terms.push(unmarked(part));
    else terms.push(unmarked(match));
  }
  return terms;
}

const unmarked = (term: string): string =>
  (plain.test(term) ? term : term.normalize('NFD').replace(latinMarks, '').normalize('NFC')).slice(0, longest);
