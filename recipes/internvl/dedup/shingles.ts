import { splitWords } from '../split-words.ts';
import { charactersOf, isCjk } from '../rules/text-units.ts';
import { hashText, mix } from './mix.ts';
import { shingleLength } from './settings.ts';

/** Text in which only case, width and white space are made equal: two samples that agree in it are one. */
export const plainText = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

const signs: Readonly<Record<string, string>> = { '-': ' − ', '*': ' × ', '/': ' ÷ ' };

/** Text as its words are compared with those of another: also without punctuation, but with signs between numbers. */
export const normalisedText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\d ?)[-*/](?= ?\d)/gu, (sign) => signs[sign] as string)
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{S}]+/gu, ' ')
    .trim();

/** Words of a normalised text, or its characters where words are not set apart. */
export const unitsOf = (normalised: string): readonly string[] =>
  isCjk(normalised) ? charactersOf(normalised) : splitWords(normalised);

/** Hashes of the runs of five units; none in a shorter text, which is compared as a whole. */
export function shingleHashes(normalised: string): Int32Array {
  const units = unitsOf(normalised);
  const hashes = Int32Array.from(units, (unit) => hashText(unit));
  const shingles = new Int32Array(Math.max(0, hashes.length - shingleLength + 1));
  for (let at = 0; at < shingles.length; at++) {
    let h = 0;
    for (let i = at; i < at + shingleLength; i++) h = Math.imul(h, 0x9e3779b1) + (hashes[i] as number);
    shingles[at] = mix(h);
  }
  return shingles;
}
