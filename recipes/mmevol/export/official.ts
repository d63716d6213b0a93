import type { ImageRecord, LabelledBox } from '../image-record.ts';
import { bareItem, type QaItem } from '../qa-item.ts';

type OfficialItem = QaItem & { score?: number };

export type OfficialRecord = {
  id: string;
  image: string;
  hash_id?: string;
  caption: { from: 'human' | 'gpt'; value: string }[];
  det: LabelledBox[];
} & Record<`conversations_v${number}`, OfficialItem[]>;

type Exported = Pick<ImageRecord, 'conversations'>;

function items({ conversations }: Exported): OfficialItem[] {
  return conversations.map((item) => ({
    ...bareItem(item),
    ...(item.score === undefined ? {} : { score: item.score }),
  }));
}

/**
 * The official record of an image (section 2.1): the seed's list as `conversations_v0`, then one list a round, `[]` where the
 * round gave nothing.
 */
export function toOfficial(
  seed: Pick<ImageRecord, 'source_id' | 'image_path' | 'hash_id' | 'caption' | 'det' | 'conversations'>,
  rounds: readonly (Exported | null)[],
): OfficialRecord {
  const { source_id, image_path, hash_id, caption, det } = seed;
  const lists = [seed, ...rounds].map((row, round) => [`conversations_v${round}`, row ? items(row) : []] as const);
  return {
    id: source_id,
    image: image_path,
    ...(hash_id === undefined ? {} : { hash_id }),
    caption:
      caption === null
        ? []
        : [
            { from: 'human', value: 'What does this image show?' },
            { from: 'gpt', value: caption },
          ],
    det: det.map(({ label, bbox }) => ({ label, bbox })),
    ...Object.fromEntries(lists),
  };
}
