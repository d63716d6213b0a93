import type { MmevolOptions } from '../options.ts';

/** Goes up with every change of a profile's prompt text; stands in the lineage of every item. */
export const promptVersions: Readonly<Record<MmevolOptions['profile'], string>> = {
  full: 'full-1',
  base: 'base-1',
  compact: 'compact-3',
};
