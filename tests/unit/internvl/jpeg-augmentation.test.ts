import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawJpegQuality, jpegQualities, type TileReading } from '../../../recipes/internvl/index.ts';

const { least, greatest } = jpegQualities;
const kinds = greatest - least + 1;
const tile = (change: Partial<TileReading> = {}): TileReading => ({
  seed: 7,
  id: 'a1b2',
  reading: 0,
  picture: 0,
  tile: 0,
  ...change,
});
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Chi-square of counts against equal ones. */
const chiSquare = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, one) => sum + one, 0) / counts.length;
  return counts.reduce((sum, one) => sum + (one - expected) ** 2 / expected, 0);
};
const counted = (draws: readonly number[], bins: number): readonly number[] => {
  const counts = numbers(bins).map(() => 0);
  for (const draw of draws) counts[draw] = (counts[draw] ?? 0) + 1;
  return counts;
};

/** Beyond these one fair draw in a thousand lies, at 25 and 675 degrees of freedom. */
const [most25, most675] = [52.62, 794.3];

describe('the quality of a tile', () => {
  it('is a whole number from 75 to 100, the same for the same tile', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(99), fc.nat(40), fc.nat(64), (seed, id, reading, picture, at) => {
        const place = { seed, id, reading, picture, tile: at };
        const quality = drawJpegQuality(place);
        expect(Number.isInteger(quality) && quality >= 75 && quality <= 100).toBe(true);
        expect(drawJpegQuality(place)).toBe(quality);
      }),
    );
  });

  it.each([
    ['samples', (at: number) => tile({ id: `row-${at}` })],
    ['readings', (at: number) => tile({ reading: at })],
    ['pictures', (at: number) => tile({ picture: at })],
    ['tiles', (at: number) => tile({ tile: at })],
    ['seeds', (at: number) => tile({ seed: at })],
  ])('is each of the 26 equally often over %s', (_, placeOf) => {
    const draws = numbers(5200).map((at) => drawJpegQuality(placeOf(at)) - least);
    const counts = counted(draws, kinds);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(chiSquare(counts)).toBeLessThan(most25);
  });

  it.each([
    ['the next tile', (id: string) => tile({ id, tile: 1 })],
    ['the next picture', (id: string) => tile({ id, picture: 1 })],
    ['the next reading', (id: string) => tile({ id, reading: 1 })],
    ['the same tile under another seed', (id: string) => tile({ id, seed: 8 })],
  ])('says nothing of that of %s', (_, otherOf) => {
    const pairs = numbers(13_520).map((at) => {
      const id = `row-${at}`;
      return (drawJpegQuality(tile({ id })) - least) * kinds + drawJpegQuality(otherOf(id)) - least;
    });
    expect(chiSquare(counted(pairs, kinds * kinds))).toBeLessThan(most675);
  });
});
