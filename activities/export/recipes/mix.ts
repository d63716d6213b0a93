import type { Row } from '../../../recipes/item-program.ts';
import { measuredSample, shownTurns } from '../../../recipes/mix/index.ts';
import { picturesIn, type ImagePaths } from '../image-files.ts';
import type { RecipeExport } from '../recipe-export.ts';
import { tilesWriter } from '../tiles/tiles-writer.ts';

const roles: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant' };

/** Paths in the order the sample shows its images; one may be shown twice. */
const shownIn = (row: Row, paths: ImagePaths): readonly string[] =>
  picturesIn(row).flatMap(({ sha256 }) => paths.get(sha256) ?? []);

/** Samples; packs are no records. */
export const mixExport: RecipeExport = {
  formats: {
    llava(row, image, paths) {
      const sample = measuredSample.safeParse(row).data;
      if (!sample) return undefined;
      const images = shownIn(row, paths);
      const shown = images.length > 1 ? { image: [...images] } : image === undefined ? {} : { image };
      return {
        id: row.id,
        ...shown,
        conversations: shownTurns(sample.conversations, sample).map((one) => ({ ...one })),
      };
    },
    sharegpt(row, _, paths) {
      const sample = measuredSample.safeParse(row).data;
      if (!sample) return undefined;
      const images = shownIn(row, paths);
      const messages = sample.conversations.map(({ from, value }) => ({ role: roles[from] ?? from, content: value }));
      if (images.length === 0) return { id: row.id, messages };
      return { id: row.id, messages, ...(sample.video ? { videos: [[...images]] } : { images: [...images] }) };
    },
  },
  writers: { 'internvl-tiles': tilesWriter },
  turns: (row) => measuredSample.safeParse(row).data?.conversations.filter(({ from }) => from === 'gpt').length ?? 0,
};
