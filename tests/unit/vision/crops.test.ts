import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { cropImage } from '../../../activities/vision/crop-image.ts';
import { storedCrops } from '../../../activities/vision/stored-crops.ts';
import { memoryStore } from '../../memory-store.ts';

/** 80 x 40 pixels, a white square of 10 at (60, 20) on black. */
const picture = (orientation = 1): Promise<Buffer> =>
  sharp({ create: { width: 80, height: 40, channels: 3, background: '#000' } })
    .composite([{ input: { create: { width: 10, height: 10, channels: 3, background: '#fff' } }, left: 60, top: 20 }])
    .jpeg({ quality: 100 })
    .withMetadata({ orientation })
    .toBuffer();

async function seen(cut: Buffer) {
  const [{ width, height }, { dominant }] = await Promise.all([sharp(cut).metadata(), sharp(cut).stats()]);
  return { width, height, isWhite: dominant.r > 200 };
}

describe('a cut of a picture', () => {
  it('shows what is at its place', async () => {
    expect(await seen(await cropImage(await picture(), [60, 20, 70, 30]))).toEqual({
      width: 10,
      height: 10,
      isWhite: true,
    });
    expect(await seen(await cropImage(await picture(), [0, 0, 50, 40]))).toEqual({
      width: 50,
      height: 40,
      isWhite: false,
    });
  });

  it('counts its place in the picture turned upright', async () => {
    // Orientation 6 is turned by a quarter to the right: (x, y) comes to lie at (39 - y, x).
    expect(await seen(await cropImage(await picture(6), [10, 60, 20, 70]))).toMatchObject({ isWhite: true });
  });

  it('is kept among the images, under the hash that every worker is told', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('whole'), await picture(), 'image/jpeg');
    const crop = storedCrops(store);
    const [one, other] = await Promise.all([crop('whole', [60, 20, 70, 30]), crop('whole', [60, 20, 70, 30])]);
    expect(other).toBe(one);
    const bytes = store.objects.get(imageKey(one)) ?? Buffer.alloc(0);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(one);
    await store.objects.delete(imageKey('whole'));
    expect(await storedCrops(store)('whole', [60, 20, 70, 30])).toBe(one);
  });

  it('is a failed item where there is no picture, or no such place in it', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('whole'), await picture(), 'image/jpeg');
    await expect(storedCrops(store)('gone', [0, 0, 1, 1])).rejects.toMatchObject({ reason: 'image_missing' });
    await expect(storedCrops(store)('whole', [0, 0, 99, 9])).rejects.toMatchObject({ reason: 'image_unreadable' });
  });
});
