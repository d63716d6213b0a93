import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';

const filmed = z.looseObject({
  video: z.looseObject({ path: z.string() }),
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
});

/** A sample whose images are the frames of a video, with its turns as they stand in the row; undefined for other rows. */
export const videoIn = (row: Row): Readonly<z.infer<typeof filmed>> | undefined => filmed.safeParse(row).data;

/** Folder of a row's frames in an export, as the trainer's loader takes it: with a slash at its end. */
export const videoFolder = ({ id }: Row): string => `videos/${id}/`;
