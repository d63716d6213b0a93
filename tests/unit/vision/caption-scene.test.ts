import { expect, it } from '@jest/globals';
import { captionScene } from '../../../activities/vision/index.ts';

const object = (label: string) => ({ label, bbox: [0, 0, 1, 1], score: 0.9 });
const line = (text: string) => ({ text, bbox: [0, 0, 1, 1], score: 0.9 });

it('words objects and text as a caption', () => {
  const objects = [object('sheep'), object('airplane'), object('sheep'), object('dog')];
  expect(captionScene({ objects, text: [line('STOP'), line('NOW')] })).toBe(
    'A photo of 2 sheep, an airplane and a dog with the text "STOP" and "NOW"',
  );
});

it('tells the main colours last', () => {
  expect(captionScene({ objects: [object('cat')], text: [] }, ['white', 'green'])).toBe(
    'A photo of a cat, mostly white and green',
  );
});

it('says no more than that it is a photo where nothing was found', () => {
  expect(captionScene({ objects: [], text: [] })).toBe('A photo');
});

it('quotes eight lines at most', () => {
  const text = Array.from({ length: 20 }, (_, at) => line(`line ${at + 1}`));
  const said = captionScene({ objects: [], text });
  expect(said).toContain('"line 8"');
  expect(said).not.toContain('"line 9"');
});
