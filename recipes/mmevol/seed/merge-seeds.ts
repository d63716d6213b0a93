import type { RowFields } from '../../outcome.ts';
import type { MmevolOptions } from '../options.ts';

const listOf = (value: RowFields[string] | undefined) => (Array.isArray(value) ? value : []);

/** One record of two about the same image (section 2): the lists one after the other; caption and boxes of the first that has some. */
function merged(into: RowFields, more: RowFields): RowFields {
  const boxes = listOf(into['det']);
  return {
    ...more,
    ...into,
    caption: into['caption'] ?? more['caption'] ?? null,
    det: boxes.length > 0 ? boxes : listOf(more['det']),
    conversations: [...listOf(into['conversations']), ...listOf(more['conversations'])],
  };
}

/** How records about one image are joined, where the options want that. */
export const mergeSeeds = ({ sameImage }: MmevolOptions) => (sameImage === 'merge' ? merged : undefined);
