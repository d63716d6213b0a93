import { nearest, type VectorBlocks } from './top-k.ts';

/** Ranks that recall is told at. */
export const recallRanks = [1, 5, 10] as const;

export interface Recall {
  /** Share of texts whose picture is among the first k, by k. */
  readonly textToImage: Readonly<Record<string, number>>;
  /** Share of pictures of which at least one caption is among the first k, by k: CLIP's form. */
  readonly imageToText: Readonly<Record<string, number>>;
  /** Mean over pictures of the share of its captions among the first k: the set form. */
  readonly captionsFound: Readonly<Record<string, number>>;
  /** Mean of the six numbers of the first two. */
  readonly mean: number;
  readonly gallery: number;
}

/**
 * Recall at 1, 5 and 10 in both directions (spec §f). Vectors have length 1; ties go to the lower index.
 *
 * @param imageOf picture of each text, by index
 */
export async function recallAt(
  texts: VectorBlocks,
  images: VectorBlocks,
  imageOf: readonly number[],
  ranks: readonly number[] = recallRanks,
): Promise<Recall> {
  const most = Math.max(...ranks);
  const hits = ranks.map(() => ({ text: 0, image: 0, share: 0 }));
  let text = 0;
  for await (const found of nearest(texts, images, most)) {
    const place = found.findIndex(({ index }) => index === imageOf[text]);
    for (const [at, k] of ranks.entries()) if (place >= 0 && place < k) (hits[at] ??= none()).text += 1;
    text += 1;
  }
  const captions = new Map<number, number>();
  for (const image of imageOf) captions.set(image, (captions.get(image) ?? 0) + 1);
  let image = 0;
  for await (const found of nearest(images, texts, most)) {
    const own = captions.get(image) ?? 0;
    for (const [at, k] of ranks.entries()) {
      const right = found.slice(0, k).filter(({ index }) => imageOf[index] === image).length;
      const sum = (hits[at] ??= none());
      if (right > 0) sum.image += 1;
      if (own > 0) sum.share += right / own;
    }
    image += 1;
  }
  const byRank = (of: 'text' | 'image' | 'share', total: number): Record<string, number> =>
    Object.fromEntries(ranks.map((k, at) => [String(k), total === 0 ? 0 : (hits[at]?.[of] ?? 0) / total]));
  const [textToImage, imageToText] = [byRank('text', texts.count), byRank('image', images.count)];
  const six = [...Object.values(textToImage), ...Object.values(imageToText)];
  return {
    textToImage,
    imageToText,
    captionsFound: byRank('share', images.count),
    mean: six.reduce((sum, value) => sum + value, 0) / six.length,
    gallery: images.count,
  };
}

const none = (): { text: number; image: number; share: number } => ({ text: 0, image: 0, share: 0 });
