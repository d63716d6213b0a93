import { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { withPlaceholders } from '../../../recipes/mix/index.ts';
import { imagePathsOf, type Conversation } from '../conversation.ts';
import type { ExportRecord } from '../format.ts';
import { videoIn } from '../video-files.ts';

const size = z.looseObject({ width: z.number(), height: z.number() });
const sized = z.looseObject({
  image: size.optional().catch(undefined),
  images: z.array(size).optional().catch(undefined),
  tokens: z.number().optional().catch(undefined),
});

/** A conversation as InternVL's loader reads it (spec §a.4): `value` in every turn, one placeholder an image, sizes beside; a video as the folder of its frames. */
export function internvlRecord(record: Conversation, row: Row): ExportRecord {
  const { image, images = [], tokens } = sized.parse(row);
  const length = tokens === undefined ? {} : { length: tokens };
  const video = videoIn(row);
  if (video) return { id: record.id, ...video, ...length };
  const paths = imagePathsOf(record);
  const sizes = image ? [image, ...images] : images;
  const turns = withPlaceholders(record.conversations, paths.length);
  return {
    id: record.id,
    ...(paths.length === 1 && paths[0] !== undefined
      ? { image: paths[0], ...(sizes[0] ? { width: sizes[0].width, height: sizes[0].height } : {}) }
      : {}),
    ...(paths.length > 1
      ? {
          image: [...paths],
          ...(sizes.length === paths.length
            ? { width_list: sizes.map(({ width }) => width), height_list: sizes.map(({ height }) => height) }
            : {}),
        }
      : {}),
    conversations: turns.map(({ from, value }) => ({ from, value })),
    ...length,
  };
}
