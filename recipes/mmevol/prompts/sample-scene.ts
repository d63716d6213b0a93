import type { LabelledBox } from '../image-record.ts';

/** Boxes of the one scene all worked examples speak of: a street market by the water. */
export const sampleBoxes: readonly LabelledBox[] = [
  { label: 'person', bbox: [0.112, 0.204, 0.318, 0.897] },
  { label: 'person', bbox: [0.642, 0.231, 0.803, 0.88] },
  { label: 'bicycle', bbox: [0.389, 0.47, 0.655, 0.921] },
  { label: 'dog', bbox: [0.268, 0.702, 0.389, 0.912] },
  { label: 'umbrella', bbox: [0.571, 0.082, 0.861, 0.307] },
  { label: 'bench', bbox: [0.021, 0.612, 0.262, 0.938] },
  { label: 'clock', bbox: [0.446, 0.051, 0.519, 0.148] },
  { label: 'basket', bbox: [0.402, 0.451, 0.488, 0.56] },
];
