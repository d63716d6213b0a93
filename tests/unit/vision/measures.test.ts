import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { measureImage } from '../../../activities/vision/measure-image.ts';
import { storedMeasures } from '../../../activities/vision/stored-measures.ts';
import { turns } from '../../../activities/vision/turns.ts';
import { blankPicture, copiedPicture, picture, tornPicture } from '../../../bench/dirty-dataset/pictures.ts';
import { hashDistance } from '../../../recipes/hash-distance.ts';
import { memoryStore } from '../../memory-store.ts';

describe('the measures of an image', () => {
  it('have a hash that a smaller, brighter copy nearly shares, and another picture does not', async () => {
    const [one, copy, other] = await Promise.all(
      [picture(1), copiedPicture(1), picture(2)].map(async (made) => (await measureImage(await made)).phash),
    );
    expect(hashDistance(one ?? '', copy ?? '')).toBeLessThanOrEqual(6);
    expect(hashDistance(one ?? '', other ?? '')).toBeGreaterThan(12);
  });

  it('know a blank one, whatever its grey, and its size in bytes', async () => {
    for (const grey of [0, 128, 255]) {
      const bytes = await blankPicture(grey);
      expect(await measureImage(bytes)).toMatchObject({ bytes: bytes.length, deviation: 0 });
    }
    expect((await measureImage(await picture(1))).deviation).toBeGreaterThan(20);
  });

  it('give the deviation of its grey values', async () => {
    const halves = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#000' } })
      .composite([{ input: { create: { width: 32, height: 64, channels: 3, background: '#fff' } }, left: 0, top: 0 }])
      .png()
      .toBuffer();
    expect((await measureImage(halves)).deviation).toBeCloseTo(127.5, 1);
  });
});

describe('measures in the store', () => {
  it('are made once, however many ask', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('a'), await picture(1), 'image/jpeg');
    const measure = storedMeasures(store);
    const all = await Promise.all(Array.from({ length: 5 }, () => measure('a')));
    expect(new Set(all).size).toBe(1);
    await store.objects.delete(imageKey('a'));
    expect(await storedMeasures(store)('a')).toEqual(all[0]);
  });

  it('are a failed item where there is no image or it breaks off', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('torn'), await tornPicture(1), 'image/jpeg');
    const measure = storedMeasures(store);
    await expect(measure('gone')).rejects.toMatchObject({ reason: 'image_missing' });
    await expect(measure('torn')).rejects.toMatchObject({ reason: 'image_unreadable' });
  });
});

describe('turns', () => {
  it('let no more than their places run, in the order they came, also past a failure', async () => {
    const inTurn = turns(2);
    const [began, open]: [number[], (() => void)[]] = [[], []];
    const tasks = [0, 1, 2, 3].map((task) =>
      inTurn(async () => {
        began.push(task);
        await new Promise<void>((end) => (open[task] = end));
        if (task === 0) throw new Error('fell');
      }).catch(() => undefined),
    );
    expect(began).toEqual([0, 1]);
    open[0]?.();
    await tasks[0];
    expect(began).toEqual([0, 1, 2]);
    open[1]?.();
    await tasks[1];
    open[2]?.();
    open[3]?.();
    await Promise.all(tasks);
    expect(began).toEqual([0, 1, 2, 3]);
  });
});
