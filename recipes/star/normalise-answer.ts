import { numerals } from '../numerals.ts';

/** A short open answer as it is compared: lower case, no articles, no punctuation around words, numbers as digits. */
export function normaliseAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}$.-]+|[^\p{L}\p{N}%]+$/gu, ''))
    .filter((word) => word !== '' && word !== 'a' && word !== 'an' && word !== 'the')
    .map((word) => (/^[-$]*\.?\d/.test(word) ? (wholeNumber(word) ?? word) : numeral(word)))
    .join(' ');
}

function numeral(word: string): string {
  const value = numerals.findIndex((one) => one === word);
  return value < 0 ? word : String(value);
}

/** A word that is a number and nothing else. */
const wholeNumber = (word: string): string | null => (/^-?\$?[\d,]*\.?\d+$/.test(word) ? readNumber(word) : null);

/** The first number of a text, written plainly: `$1,000.00 a month` is `1000`. */
export function readNumber(text: string): string | null {
  const found = /-?\s?\$?\s?(\d[\d,]*(?:\.\d+)?|\.\d+)/.exec(text);
  if (!found?.[1]) return null;
  const [whole = '', fraction = ''] = found[1].replaceAll(',', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const rest = fraction.replace(/0+$/, '');
  const size = rest ? `${digits}.${rest}` : digits;
  return found[0].startsWith('-') && size !== '0' ? `-${size}` : size;
}
