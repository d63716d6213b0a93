import { splitWords } from '../split-words.ts';

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const onlyLatin = /^[\0-\u02ff]*$/u;

/** Text that is mostly written without spaces: rules count its characters, not its words. */
export function isCjk(text: string): boolean {
  if (onlyLatin.test(text)) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && (text.match(cjk)?.length ?? 0) / letters > 0.5;
}

/** Characters without white space, by code point. */
export const charactersOf = (text: string): readonly string[] => [...text.replaceAll(/\s+/gu, '')];

/** What n-grams are made of, and how long those of rule R1 are. */
export function loopUnits(text: string): { readonly units: readonly string[]; readonly n: number } {
  return isCjk(text) ? { units: charactersOf(text), n: 20 } : { units: splitWords(text), n: 10 };
}

const spans = /<ref>.*?<\/ref>|<box>.*?<\/box>|<quad>.*?<\/quad>|\[\s*\[[\d\s.,\][-]*\]\s*\]/gsu;

/** Text without grounding spans: their digits say where, not what. */
export const withoutGrounding = (text: string): string => text.replaceAll(spans, ' ');
