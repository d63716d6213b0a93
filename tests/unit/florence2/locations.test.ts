import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dequantizeBox, parseTaskOutput, quantizeBox, type Box } from '../../../recipes/florence2/index.ts';
import { locationTokens, quantize } from '../../../recipes/florence2/locations.ts';

const vga = { width: 640, height: 480 };
const side = fc.integer({ min: 1, max: 20_000 });
const sizes = fc.record({ width: side, height: side });
const bins = fc
  .array(fc.integer({ min: 0, max: 999 }), { minLength: 4, maxLength: 4 })
  .map((list) => list as unknown as Box);

describe('locations', () => {
  it.each([
    [vga, [34.2, 160.1, 597.4, 371.8], [53, 333, 933, 774], [34.24, 160.08, 597.44, 371.76], [34, 160, 597, 371]],
    [vga, [0, 0, 640, 480], [0, 0, 999, 999], [0.32, 0.24, 639.68, 479.76], [0, 0, 639, 479]],
    [vga, [639.99, 479.99, -3, 700], [999, 999, 0, 999], [639.68, 479.76, 0.32, 479.76], [639, 479, 0, 479]],
    [vga, [100, 75, 540, 405], [156, 156, 843, 843], [100.16, 75.12, 539.84, 404.88], [100, 75, 539, 404]],
  ] as const)('at %j %j has the bins %j', (size, box, expected, centres, whole) => {
    expect(quantizeBox(box, size)).toEqual(expected);
    expect(dequantizeBox(expected, size)).toEqual(centres);
    expect(dequantizeBox(expected, size, { parity: true })).toEqual(whole);
  });

  it('cuts the middle of a full-HD picture into bin 500', () => {
    expect(quantizeBox([1919.9, 1079.9, 960, 540], { width: 1920, height: 1080 })).toEqual([999, 999, 500, 500]);
  });

  it.each([333, 480, 500, 640, 768, 1080, 1920])('finds each bin again at its centre on a side of %d', (length) => {
    const size = { width: length, height: length };
    const all = Array.from({ length: 1000 }, (_, bin) => bin);
    const centres = all.map((bin) => dequantizeBox([bin, bin, bin, bin], size)[0]);
    expect(quantize(centres, size)).toEqual(all);
  });

  it('loses at most half a bin', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sizes, unit, unit, (size, x, y) => {
        const box = [x * size.width, y * size.height, size.width, size.height] as const;
        const [px, py] = dequantizeBox(quantizeBox(box, size), size);
        expect(Math.abs(px - box[0])).toBeLessThanOrEqual(size.width / 2000 + 1e-9 * size.width);
        expect(Math.abs(py - box[1])).toBeLessThanOrEqual(size.height / 2000 + 1e-9 * size.height);
      }),
    );
  });

  it('bins survive centres, and tokens survive the parser', () => {
    fc.assert(
      fc.property(bins, sizes, (places, size) => {
        const centres = dequantizeBox(places, size);
        expect(quantizeBox(centres, size)).toEqual([...places]);
        const read = parseTaskOutput('<OD>', `cat${locationTokens(places)}`, size);
        expect(read).toEqual({ bboxes: [centres], labels: ['cat'] });
      }),
    );
  });

  it('labels survive the parser whatever their script', () => {
    const label = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => text.replaceAll(/[<>]/g, '').trim())
      .filter((text) => text !== '' && text === text.normalize());
    fc.assert(
      fc.property(fc.array(fc.tuple(label, bins), { maxLength: 5 }), (found) => {
        const text = found.map(([name, places]) => name + locationTokens(places)).join('');
        expect(parseTaskOutput('<OD>', text, vga)).toMatchObject({ labels: found.map(([name]) => name) });
      }),
    );
  });
});
