import { hammingIndex, hashesOf, type HammingIndex } from '../dedup/hamming-index.ts';
import { gramHashes, wholeHash, wordCount, wordHashes, type WordHashes } from './grams.ts';
import type { DecontaminationSettings } from './settings.ts';

/** A benchmark's item, or a sample that must not be one: question and answer as one text. */
export interface Checked {
  readonly text: string;
  /** Perceptual hashes of its images. */
  readonly pictures?: readonly string[];
}

export interface BenchmarkItem extends Checked {
  readonly id: string;
  readonly benchmark: string;
}

/** Where a sample and a benchmark meet. */
export interface Leak {
  readonly rule: 'benchmark_image' | 'benchmark_text';
  /** Bits in which the pictures differ, or how many runs of words are shared. */
  readonly value: number;
  readonly threshold: number;
  /** Words in a run; all words of the text where it has fewer. */
  readonly words?: number;
  readonly benchmark: string;
  readonly item: string;
}

export interface BenchmarkIndex {
  add(item: BenchmarkItem): void;
  /** The first item a sample has something of; call when all are added. */
  leakIn(sample: Checked): Leak | undefined;
  readonly size: () => number;
}

/**
 * Knows the runs of words and the pictures of benchmark items, which it holds in memory. A sample leaks if it shares a run of 13
 * words with an item of as many, one of 8 words where either has fewer, all its words where either has fewer than 8 and there is no
 * picture, or or one of its pictures within 6 bits (spec/combined §6).
 */
export function benchmarkIndex(settings: DecontaminationSettings): BenchmarkIndex {
  const { words, fewWords, hamming } = settings;
  const items: BenchmarkItem[] = [];
  /** Runs by their hash, each with the number of the first item that has it. */
  const long = new Map<number, number>();
  const shortOfShort = new Map<number, number>();
  const shortOfAll = new Map<number, number>();
  const whole = new Map<number, number>();
  let pictures: { readonly index: HammingIndex; readonly item: readonly number[] } | undefined;

  const note = (map: Map<number, number>, hash: number, item: number): void => {
    if (!map.has(hash)) map.set(hash, item);
  };
  const openPictures = () => {
    const item = items.flatMap(({ pictures: shown = [] }, i) => shown.map(() => i));
    const hashes = hashesOf(items.flatMap(({ pictures: shown = [] }) => shown));
    return { index: hammingIndex(hashes, hamming), item };
  };

  function pictureOf(phash: string): Leak | undefined {
    pictures ??= openPictures();
    const { high, low } = hashesOf([phash]);
    let best: { readonly item: number; readonly distance: number } | undefined;
    pictures.index.near(high[0] as number, low[0] as number, (at, distance) => {
      const item = pictures?.item[at] as number;
      if (!best || distance < best.distance || (distance === best.distance && item < best.item))
        best = { item, distance };
    });
    return best && leakOf(best.item, { rule: 'benchmark_image', value: best.distance, threshold: hamming });
  }

  const leakOf = (item: number, leak: Omit<Leak, 'benchmark' | 'item'>): Leak => {
    const { benchmark, id } = items[item] as BenchmarkItem;
    return { ...leak, benchmark, item: id };
  };

  function shared(hashes: WordHashes, length: number, map: ReadonlyMap<number, number>): Leak | undefined {
    let [first, runs] = [-1, 0];
    for (const hash of gramHashes(hashes, length)) {
      const item = map.get(hash);
      if (item === undefined) continue;
      if (first < 0) first = item;
      runs += 1;
    }
    return first < 0 ? undefined : leakOf(first, { rule: 'benchmark_text', value: runs, threshold: 0, words: length });
  }

  function textOf(text: string, hasPicture: boolean): Leak | undefined {
    const hashes = wordHashes(text);
    const count = wordCount(hashes);
    if (count < fewWords) {
      const item = hasPicture || count === 0 ? undefined : whole.get(wholeHash(hashes));
      return item === undefined
        ? undefined
        : leakOf(item, { rule: 'benchmark_text', value: 1, threshold: 0, words: count });
    }
    if (count < words) return shared(hashes, fewWords, shortOfAll);
    return shared(hashes, words, long) ?? shared(hashes, fewWords, shortOfShort);
  }

  return {
    add(item) {
      const at = items.push(item) - 1;
      const hashes = wordHashes(item.text);
      const count = wordCount(hashes);
      if (count >= words) for (const hash of gramHashes(hashes, words)) note(long, hash, at);
      for (const hash of gramHashes(hashes, fewWords)) {
        note(shortOfAll, hash, at);
        if (count < words) note(shortOfShort, hash, at);
      }
      if (count < fewWords && (item.pictures ?? []).length === 0) note(whole, wholeHash(hashes), at);
    },
    leakIn({ text, pictures: shown = [] }) {
      for (const phash of shown) {
        const leak = pictureOf(phash);
        if (leak) return leak;
      }
      return textOf(text, shown.length > 0);
    },
    size: () => items.length,
  };
}
