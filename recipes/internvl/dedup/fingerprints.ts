import { sha256 } from '../../sha256.ts';
import { column } from './column.ts';
import { plainText } from './shingles.ts';

/** What deduplication knows of a sample. */
export interface Candidate {
  /** 32 hex digits. */
  readonly id: string;
  /** Which of two equal samples stays: the higher one. */
  readonly rank: number;
  readonly text: string;
  readonly image?: { readonly sha256: string; readonly phash?: string | undefined } | undefined;
}

/** One value of each sample in each column: about 40 bytes a sample, beside 150 a different image. */
export interface Fingerprints {
  add(candidate: Candidate): void;
  readonly size: () => number;
  /** Which of two samples stays: the higher rank, then the lower id. */
  first(a: number, b: number): number;
  id(index: number): string;
  /** Number of the sample's image, from 0; -1 without one. */
  image(index: number): number;
  sameText(a: number, b: number): boolean;
  /** 32 bits of the text's hash. */
  textKey(index: number): number;
  /** Perceptual hash of each image; undefined where it has none. */
  readonly images: () => readonly (string | undefined)[];
}

const wordsOf = (hexadecimal: string): readonly number[] =>
  Array.from({ length: hexadecimal.length / 8 }, (_, i) => parseInt(hexadecimal.slice(8 * i, 8 * i + 8), 16));

export function fingerprints(): Fingerprints {
  const idWords = column((n) => new Uint32Array(n));
  const ranks = column((n) => new Float64Array(n));
  const texts = column((n) => new Uint32Array(n));
  const imageNumbers = column((n) => new Int32Array(n));
  const numbers = new Map<string, number>();
  const hashes: (string | undefined)[] = [];
  let size = 0;

  const imageOf = (image: NonNullable<Candidate['image']>): number => {
    const known = numbers.get(image.sha256);
    if (known !== undefined) return known;
    numbers.set(image.sha256, hashes.length);
    return hashes.push(image.phash) - 1;
  };
  const lowerId = (a: number, b: number): number => {
    const words = idWords.values();
    for (let i = 0; i < 4; i++) {
      const difference = (words[4 * a + i] as number) - (words[4 * b + i] as number);
      if (difference !== 0) return difference < 0 ? a : b;
    }
    return a;
  };

  return {
    add({ id, rank, text, image }) {
      for (const word of wordsOf(id)) idWords.push(word);
      ranks.push(rank);
      for (const word of wordsOf(sha256(plainText(text)).slice(0, 16))) texts.push(word);
      imageNumbers.push(image ? imageOf(image) : -1);
      size += 1;
    },
    size: () => size,
    first(a, b) {
      const [rankA, rankB] = [ranks.values()[a] as number, ranks.values()[b] as number];
      return rankA === rankB ? lowerId(a, b) : rankA > rankB ? a : b;
    },
    id: (index) =>
      Array.from(idWords.values().subarray(4 * index, 4 * index + 4), (word) =>
        word.toString(16).padStart(8, '0'),
      ).join(''),
    image: (index) => imageNumbers.values()[index] as number,
    sameText(a, b) {
      const words = texts.values();
      return words[2 * a] === words[2 * b] && words[2 * a + 1] === words[2 * b + 1];
    },
    textKey: (index) => texts.values()[2 * index] as number,
    images: () => hashes,
  };
}
