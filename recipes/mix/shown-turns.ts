import type { Turn } from '../internvl/samples/sample.ts';
import { withFrames } from '../internvl/samples/video-placeholders.ts';
import { picturesOf, type ImportedSample } from './sample-row.ts';

/** A sample's turns as the model sees them, one `<image>` a picture: in place of `<video>` a line for each frame. */
export const shownTurns = (
  turns: readonly Turn[],
  sample: Pick<ImportedSample, 'image' | 'images' | 'video'>,
): readonly Turn[] => (sample.video ? withFrames(turns, picturesOf(sample).length) : turns);
