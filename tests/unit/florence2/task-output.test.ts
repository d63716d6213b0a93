import { describe, expect, it } from '@jest/globals';
import { parseTaskOutput } from '../../../recipes/florence2/index.ts';
import { ringArea } from '../../../recipes/florence2/geometry/ring-area.ts';
import { readTaskOutput } from '../../../recipes/florence2/read-task-output.ts';

const size = { width: 640, height: 480 };

describe('parseTaskOutput', () => {
  it('gives one instance a box and float centres', () => {
    const text =
      '</s><s>car<loc_52><loc_332><loc_932><loc_774>wheel<loc_706><loc_576><loc_865><loc_772><loc_147><loc_574><loc_306><loc_773></s>';
    expect(parseTaskOutput('<OD>', text, size)).toEqual({
      labels: ['car', 'wheel', 'wheel'],
      bboxes: [
        [33.6, 159.6, 596.8, 371.76],
        [452.16, 276.72, 553.92, 370.8],
        [94.4, 275.76, 196.16, 371.28],
      ],
    });
  });

  it('drops phrases of the stop list from grounding only', () => {
    const text = 'it<loc_0><loc_0><loc_999><loc_999>a green car<loc_52><loc_332><loc_932><loc_774>';
    expect(parseTaskOutput('<CAPTION_TO_PHRASE_GROUNDING>', text, size)).toMatchObject({ labels: ['a green car'] });
    expect(parseTaskOutput('<OD>', text, size)).toMatchObject({ labels: ['it', 'a green car'] });
  });

  it('ignores locations left over', () => {
    expect(parseTaskOutput('<OD>', 'cat<loc_1><loc_2><loc_3>', size)).toEqual({ bboxes: [], labels: [] });
    const text = 'cat<loc_1><loc_2><loc_3><loc_4><loc_5>dog<loc_10><loc_10><loc_20><loc_20>';
    expect(parseTaskOutput('<OD>', text, size)).toEqual({
      labels: ['cat', 'dog'],
      bboxes: [
        [0.96, 1.2, 2.24, 2.16],
        [6.72, 5.04, 13.12, 9.84],
      ],
    });
  });

  it('reads proposals without labels', () => {
    const text = '<loc_52><loc_332><loc_932><loc_774><loc_0><loc_0><loc_999><loc_999>';
    expect(parseTaskOutput('<REGION_PROPOSAL>', text, size)).toEqual({
      labels: ['', ''],
      bboxes: [
        [33.6, 159.6, 596.8, 371.76],
        [0.32, 0.24, 639.68, 479.76],
      ],
    });
  });

  it('reads polygons, several of one instance, and drops an odd number', () => {
    const wide = { width: 1000, height: 500 };
    const square = '<loc_100><loc_200><loc_300><loc_200><loc_300><loc_250><loc_100><loc_250>';
    const ring = [100.5, 100.25, 300.5, 100.25, 300.5, 125.25, 100.5, 125.25];
    expect(parseTaskOutput('<REGION_TO_SEGMENTATION>', square, wide)).toEqual({ polygons: [[ring]], labels: [''] });
    expect(ringArea(ring)).toBe(5000);
    expect(parseTaskOutput('<REGION_TO_SEGMENTATION>', `${square}<sep>${square}`, wide)).toEqual({
      polygons: [[ring, ring]],
      labels: [''],
    });
    const odd = [10, 10, 20, 10, 15, 30, 7].map((bin) => `<loc_${bin}>`).join('');
    expect(parseTaskOutput('<REFERRING_EXPRESSION_SEGMENTATION>', odd, wide)).toEqual({
      polygons: [[[10.5, 5.25, 20.5, 5.25, 15.5, 15.25]]],
      labels: [''],
    });
    expect(parseTaskOutput('<OCR_WITH_REGION>', `EXIT 94${square}`, wide)).toEqual({
      quad_boxes: [ring],
      labels: ['EXIT 94'],
    });
  });

  it('keeps Unicode labels, which parity leaves out', () => {
    const text = 'café<loc_0><loc_0><loc_499><loc_499>';
    const place = [[0.32, 0.24, 319.68, 239.76]];
    expect(parseTaskOutput('<OD>', text, size)).toEqual({ labels: ['café'], bboxes: place });
    expect(parseTaskOutput('<OD>', text, size, { parity: true })).toMatchObject({ labels: ['caf'] });
    const chinese = text.replace('café', '猫');
    expect(parseTaskOutput('<OD>', chinese, size)).toMatchObject({ labels: ['猫'] });
    expect(parseTaskOutput('<OD>', chinese, size, { parity: true })).toMatchObject({ labels: [''] });
  });

  it.each(['<OD>', '<CAPTION_TO_PHRASE_GROUNDING>', '<OPEN_VOCABULARY_DETECTION>'] as const)(
    '%s leaves out a label with a line break behind it where parity does, and one before it nowhere',
    (task) => {
      const text = `cat\n<loc_1><loc_2><loc_3><loc_4>\ndog<loc_5><loc_6><loc_7><loc_8>`;
      const labelsOf = (result: object): unknown => Object.entries(result).find(([key]) => key.endsWith('labels'))?.[1];
      expect(labelsOf(parseTaskOutput(task, text, size) as object)).toEqual(['cat', 'dog']);
      expect(labelsOf(parseTaskOutput(task, text, size, { parity: true }) as object)).toEqual(['dog']);
    },
  );

  it('reads open-vocabulary polygons beside no boxes, and several masks of one label', () => {
    const mask = '<poly><loc_100><loc_200><loc_300><loc_200><loc_300><loc_250></poly>';
    expect(parseTaskOutput('<OPEN_VOCABULARY_DETECTION>', `giraffe${mask}`, { width: 1000, height: 500 })).toEqual({
      polygons: [[[100.5, 100.25, 300.5, 100.25, 300.5, 125.25]]],
      polygons_labels: ['giraffe'],
      bboxes: [],
      bboxes_labels: [],
    });
    expect(parseTaskOutput('<OPEN_VOCABULARY_DETECTION>', `giraffe${mask}${mask}zebra${mask}`, size)).toMatchObject({
      polygons_labels: ['giraffe', 'giraffe', 'zebra'],
    });
  });

  it('does not take the rest of a broken token for a label', () => {
    const text = 'cat<loc_1><loc_2><loc_3>dog<loc_10><loc_10><loc_20><loc_20>';
    expect(parseTaskOutput('<OD>', text, size)).toMatchObject({ labels: ['dog'] });
    expect(parseTaskOutput('<OD>', text, size, { parity: true })).toMatchObject({ labels: ['loc_3>dog'] });
    expect(parseTaskOutput('<OD>', `<ground>${'cat<loc_1><loc_2><loc_3><loc_4>'}`, size)).toMatchObject({
      labels: ['cat'],
    });
  });

  it('reads long answers without places in linear time', () => {
    const long = 'word '.repeat(400_000);
    for (const task of ['<OD>', '<OCR_WITH_REGION>', '<OPEN_VOCABULARY_DETECTION>'] as const)
      parseTaskOutput(task, `${long}<loc_1>`, size);
    expect(parseTaskOutput('<OD>', `${long}<loc_1><loc_1><loc_9><loc_9>`, size)).toMatchObject({
      bboxes: [expect.anything()],
    });
  });
});

describe('readTaskOutput', () => {
  const faults = (text: string) => readTaskOutput('<OD>', text).faults.map(({ fault }) => fault);

  it('puts exchanged corners right and flags the box', () => {
    expect(readTaskOutput('<OD>', 'cat<loc_9><loc_8><loc_1><loc_20>').instances).toEqual([
      { kind: 'box', label: 'cat', bins: [1, 8, 9, 20], swapped: true },
    ]);
  });

  it('refuses bins out of range, places without area and repetitions', () => {
    expect(faults('cat<loc_1000><loc_12><loc_1300><loc_40>')).toEqual(['bin_out_of_range']);
    expect(faults('cat<loc_5><loc_5><loc_5><loc_40>')).toEqual(['zero_area']);
    expect(faults('cat<loc_1><loc_1><loc_9><loc_9>cat<loc_1><loc_1><loc_9><loc_9>')).toEqual(['duplicate']);
  });

  it.each([
    ['<OD>', 'cat<loc_1><loc_1><loc_9><loc_9>dog<loc_1><loc_2>', 1],
    ['<OD>', 'cat<loc_1><loc_1><loc_9><loc_9>do', 1],
    ['<OD>', 'cat<loc_1><loc_1><loc_9><loc_9>dog<loc_1><loc', 1],
    ['<OCR_WITH_REGION>', 'STOP<loc_1><loc_1><loc_9><loc_1><loc_9><loc_9><loc_1><loc_9>GO<loc_1><loc_2>', 1],
    ['<OPEN_VOCABULARY_DETECTION>', 'cat<poly><loc_1><loc_1><loc_9><loc_1>', 0],
  ] as const)('keeps the whole instances of a cut answer to %s: %s', (task, text, whole) => {
    const { truncated, instances } = readTaskOutput(task, text);
    expect({ truncated, whole: instances.length }).toEqual({ truncated: true, whole });
  });

  it('takes a whole answer for whole', () => {
    expect(readTaskOutput('<OD>', '</s><s>cat<loc_1><loc_1><loc_9><loc_9></s>').truncated).toBe(false);
    expect(readTaskOutput('<CAPTION>', '<s>A cat.</s><pad>')).toMatchObject({ text: 'A cat.', truncated: false });
    expect(readTaskOutput('<OD>', '<s></s>').truncated).toBe(false);
  });
});
