import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';
import { withVideoMark } from '../../recipes/internvl/samples/video-placeholders.ts';

const filmed = z.looseObject({
  video: z.looseObject({ path: z.string() }),
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
});

/** Folder of a row's frames in an export, as the trainer's loader takes it: with a slash at its end. */
export const videoFolder = ({ id }: Row): string => `videos/${id}/`;

/** A row whose images are the frames of a video, as the trainer reads it: their folder, and turns with its placeholder. Undefined for others. */
export function videoIn(
  row: Row,
): { readonly video: string; readonly conversations: { from: string; value: string }[] } | undefined {
  const read = filmed.safeParse(row).data;
  return (
    read && { video: videoFolder(row), conversations: withVideoMark(read.conversations).map((one) => ({ ...one })) }
  );
}
