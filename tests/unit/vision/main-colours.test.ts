import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { mainColours } from '../../../activities/vision/index.ts';
import { colourName } from '../../../activities/vision/main-colours.ts';

it.each([
  [[0, 0, 0], 'black'],
  [[255, 255, 255], 'white'],
  [[128, 128, 128], 'grey'],
  [[200, 30, 30], 'red'],
  [[255, 140, 0], 'orange'],
  [[120, 80, 40], 'brown'],
  [[240, 220, 40], 'yellow'],
  [[40, 160, 60], 'green'],
  [[30, 60, 200], 'blue'],
  [[130, 40, 200], 'purple'],
  [[255, 170, 190], 'pink'],
] as const)('calls %j %s', ([red, green, blue], name) => expect(colourName(red, green, blue)).toBe(name));

it('names what a picture is mostly of, the commonest first', async () => {
  const green = { create: { width: 90, height: 90, channels: 3, background: '#2a3' } } as const;
  const blue = { create: { width: 90, height: 30, channels: 3, background: '#13c' } } as const;
  const dot = { create: { width: 20, height: 20, channels: 3, background: '#c11' } } as const;
  const picture = await sharp(green)
    .composite([
      { input: blue, left: 0, top: 0 },
      { input: dot, left: 0, top: 60 },
    ])
    .png()
    .toBuffer();
  expect(await mainColours(picture)).toEqual(['green', 'blue']);
});

it('takes what is transparent for white, and grey pictures for grey', async () => {
  const clear = { create: { width: 9, height: 9, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } } as const;
  expect(await mainColours(await sharp(clear).png().toBuffer())).toEqual(['white']);
  const grey = { create: { width: 9, height: 9, channels: 3, background: '#888' } } as const;
  expect(await mainColours(await sharp(grey).toColourspace('b-w').png().toBuffer())).toEqual(['grey']);
});
