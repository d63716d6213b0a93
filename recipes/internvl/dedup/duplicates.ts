import { hashDistance } from '../../hash-distance.ts';
import type { Grouping } from './grouping.ts';

/** Why a sample is one with another. */
export interface Duplicate {
  readonly rule: 'exact_duplicate' | 'near_duplicate' | 'same_image';
  /** Estimated Jaccard similarity of the texts; of `same_image` the bits in which the pictures differ. */
  readonly value: number;
  readonly threshold: number;
  /** Id of the sample that stays. */
  readonly mergedInto: string;
}

/** What each sample is a duplicate of, by its number. */
export function duplicatesOf({ settings, known, same, closest }: Grouping): (index: number) => Duplicate | undefined {
  const staying = new Int32Array(known.size()).fill(-1);
  for (let index = 0; index < known.size(); index++) {
    const root = same.find(index);
    const best = staying[root] as number;
    staying[root] = best < 0 ? index : known.first(best, index);
  }
  return (index) => {
    const stays = staying[same.find(index)] as number;
    if (stays === index) return undefined;
    const mergedInto = known.id(stays);
    const threshold = settings.similarity;
    if (known.sameText(stays, index) && known.image(stays) === known.image(index))
      return { rule: 'exact_duplicate', value: 1, threshold, mergedInto };
    const value = Math.round((closest[index] as number) * 1e4) / 1e4;
    if (value >= threshold) return { rule: 'near_duplicate', value, threshold, mergedInto };
    const [a, b] = [stays, index].map((one) => known.images()[known.image(one)]);
    const bits = a === undefined || b === undefined ? 0 : hashDistance(a, b);
    return { rule: 'same_image', value: bits, threshold: settings.hamming, mergedInto };
  };
}
