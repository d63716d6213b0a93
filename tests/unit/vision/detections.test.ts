import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlap } from '../../../activities/vision/box.ts';
import { readProposals, soundObjects } from '../../../activities/vision/detections.ts';

const square = { width: 512, height: 512 };
const PERSON = 0;
const DOG = 16;
const row = (box: [number, number, number, number], score: number, category: number) => [...box, score, category];

describe('readProposals and soundObjects', () => {
  it('gives labels, boxes of 0..1 with four decimals and scores, best first', () => {
    const output = [...row([0, 0, 256, 512], 0.5, DOG), ...row([100, 100, 200, 300], 0.9, PERSON)];
    expect(soundObjects(readProposals(output, square))).toEqual([
      { label: 'person', bbox: [0.1953, 0.1953, 0.3906, 0.5859], score: 0.9 },
      { label: 'dog', bbox: [0, 0, 0.5, 1], score: 0.5 },
    ]);
  });

  it('reads boxes in a picture that fills only a part of the input', () => {
    const output = row([0, 0, 256, 128], 0.9, DOG);
    expect(readProposals(output, { width: 512, height: 256 }).map(({ bbox }) => bbox)).toEqual([[0, 0, 0.5, 0.5]]);
  });

  it('sorts equal scores by label', () => {
    const output = [...row([0, 0, 9, 9], 0.5, PERSON), ...row([0, 0, 9, 9], 0.5, DOG)];
    expect(soundObjects(readProposals(output, square)).map(({ label }) => label)).toEqual(['dog', 'person']);
  });

  it('keeps the better of two boxes around one object, and neighbours apart', () => {
    const output = [
      ...row([0, 0, 100, 100], 0.6, DOG),
      ...row([5, 5, 100, 100], 0.7, DOG),
      ...row([200, 0, 300, 100], 0.6, DOG),
    ];
    expect(soundObjects(readProposals(output, square)).map(({ score }) => score)).toEqual([0.7, 0.6]);
  });

  it('drops what scores below 0.45 and what has no label or no area', () => {
    const output = [
      ...row([0, 0, 9, 9], 0.449, DOG),
      ...row([0, 0, 9, 9], 0.9, 80),
      ...row([9, 0, 9, 9], 0.9, DOG),
      ...row([0, 0, 9, 9], Number.NaN, DOG),
    ];
    expect(soundObjects(readProposals(output, square))).toEqual([]);
  });

  it('whatever the output, boxes lie in the picture and scores fall', () => {
    const number = fc.double({ min: -600, max: 1200, noNaN: true });
    const anyRow = fc.tuple(number, number, number, number, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(90));
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 100 }), (rows) => {
        const found = soundObjects(readProposals(rows.flat(), square));
        for (const { bbox } of found) for (const side of bbox) expect(side >= 0 && side <= 1).toBe(true);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }),
    );
  });
});

it('overlap is 1 for a box with itself, symmetric, and 0 for boxes apart', () => {
  expect(overlap([0, 0, 1, 1], [0, 0, 1, 1])).toBe(1);
  expect(overlap([0, 0, 0.5, 1], [0.25, 0, 0.75, 1])).toBeCloseTo(1 / 3);
  expect(overlap([0, 0, 0.2, 0.2], [0.5, 0.5, 1, 1])).toBe(0);
});
