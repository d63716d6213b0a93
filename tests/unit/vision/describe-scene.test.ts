import { describe, expect, it } from '@jest/globals';
import { describeScene, place } from '../../../activities/vision/describe-scene.ts';
import { counted } from '../../../recipes/counted.ts';

const at = (label: string, x: number, y: number, score = 0.5) => ({
  label,
  bbox: [x - 0.05, y - 0.05, x + 0.05, y + 0.05],
  score,
});

describe('describeScene', () => {
  it('counts objects by kind with their places, quotes text and gives the size', () => {
    const objects = [at('sheep', 0.1, 0.5), at('dog', 0.5, 0.5), at('sheep', 0.9, 0.9)];
    const text = [{ text: 'STOP "now"', bbox: [0, 0, 0.1, 0.1], score: 0.9 }];
    expect(describeScene({ width: 1024, height: 683, objects, text })).toBe(
      'Objects: 2 sheep (left, lower right), 1 dog (centre). Text: "STOP \\"now\\"" (upper left). Size: 1024 x 683 pixels.',
    );
  });

  it('says so when nothing was found', () => {
    expect(describeScene({ width: 8, height: 8, objects: [], text: [] })).toBe(
      'Objects: none found. Text: none found. Size: 8 x 8 pixels.',
    );
  });

  it('names a place once for several objects in it', () => {
    const objects = [at('boat', 0.1, 0.1), at('boat', 0.2, 0.2)];
    expect(describeScene({ width: 8, height: 8, objects, text: [] })).toContain('2 boats (upper left).');
  });

  it('quotes eight lines of a page and counts the rest', () => {
    const text = Array.from({ length: 10 }, (_, line) => ({ text: `line ${line}`, bbox: [0, 0, 1, 1], score: 1 }));
    const words = describeScene({ width: 8, height: 8, objects: [], text });
    expect(words).toContain('"line 7" (centre) and 2 more lines.');
    expect(words).not.toContain('line 8');
  });
});

it.each([
  ['person', 1, '1 person'],
  ['person', 3, '3 people'],
  ['bus', 2, '2 buses'],
  ['wine glass', 2, '2 wine glasses'],
  ['toothbrush', 2, '2 toothbrushes'],
  ['knife', 2, '2 knives'],
  ['sheep', 2, '2 sheep'],
])('%s x %i is "%s"', (kind, count, words) => {
  expect(counted(kind, count)).toBe(words);
});

it('places a box by its centre', () => {
  expect(place([0, 0, 1, 1])).toBe('centre');
  expect(place([0.7, 0, 1, 0.2])).toBe('upper right');
  expect(place([1, 1, 1, 1])).toBe('lower right');
});
