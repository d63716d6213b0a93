import type { MergeSettings } from '../options.ts';

/** Whether two labels mean the same: equal, synonyms, or alike enough by their words (Dice's coefficient). */
export function sameLabel(
  a: string,
  b: string,
  { likeness, synonyms }: Pick<MergeSettings, 'likeness' | 'synonyms'>,
): boolean {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return true;
  const group = synonyms.find((labels) => labels.some((label) => plain(label) === left));
  if (group?.some((label) => plain(label) === right)) return true;
  const [of, other] = [new Set(left.split(' ')), new Set(right.split(' '))];
  const shared = [...of].filter((word) => other.has(word)).length;
  return (2 * shared) / (of.size + other.size) >= likeness;
}

/** Lower case, articles and punctuation aside. */
function plain(label: string): string {
  const words = label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word !== 'a' && word !== 'an' && word !== 'the').join(' ');
}
