import type { CaptionLevel } from '../annotations/annotation.ts';

/** The task that asks for a text of a level. */
export const captionTask = {
  brief: '<CAPTION>',
  detailed: '<DETAILED_CAPTION>',
  more_detailed: '<MORE_DETAILED_CAPTION>',
} as const satisfies Record<CaptionLevel, string>;
