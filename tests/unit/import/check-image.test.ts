import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { checkImage } from '../../../activities/import/check-image.ts';
import { imagesInBucket, imagesInFolder } from '../../../activities/import/image-source.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { memoryStore } from '../../memory-store.ts';

let folder: string;
const picture = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#336699', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });
const given = async (name: string, bytes: Buffer | string): Promise<string> => {
  await writeFile(join(folder, name), bytes);
  return name;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'images-'));
  await mkdir(join(folder, 'photos'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('an image', () => {
  it.each([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
  ] as const)('%s is taken as it stands', async (format, mediaType) => {
    const bytes = await picture(40, 30).toFormat(format).toBuffer();
    const checked = await checkImage(imagesInFolder(folder), await given(`fine.${format}`, bytes));
    expect(checked).toEqual({ sha256: sha256(bytes), mediaType, width: 40, height: 30, bytes });
  });

  it('whose file ending lies is known by its bytes', async () => {
    const bytes = await picture(20, 10).jpeg().toBuffer();
    expect(await checkImage(imagesInFolder(folder), await given('photos/lying.webp', bytes))).toMatchObject({
      mediaType: 'image/jpeg',
    });
  });

  it('turned by its EXIF orientation is measured as it is seen', async () => {
    const bytes = await picture(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await checkImage(imagesInFolder(folder), await given('turned.jpg', bytes))).toMatchObject({
      width: 30,
      height: 40,
    });
  });
});

describe('an image that cannot be used is a failed item', () => {
  const reasonOf = (path: string) =>
    checkImage(imagesInFolder(folder), path).then(
      () => 'taken',
      (error: { reason: string }) => error.reason,
    );

  it.each([0.3, 0.6, 0.9, 0.99])('cut off at %p of its bytes', async (part) => {
    const bytes = await picture(320, 240).jpeg().toBuffer();
    const path = await given(`cut-${part}.jpg`, bytes.subarray(0, Math.floor(bytes.length * part)));
    expect(await reasonOf(path)).toBe('image_unreadable');
  });

  it('cut off, each time it is looked at', async () => {
    const smooth = await sharp(await picture(8, 6).png().toBuffer())
      .resize(320, 240)
      .jpeg()
      .toBuffer();
    const path = await given('smooth.jpg', smooth.subarray(0, smooth.length / 2));
    const reasons = await Promise.all(Array.from({ length: 20 }, () => reasonOf(path)));
    expect(new Set(reasons)).toEqual(new Set(['image_unreadable']));
  });

  it('cut off PNG', async () => {
    const bytes = await picture(64, 64).png().toBuffer();
    expect(await reasonOf(await given('cut.png', bytes.subarray(0, bytes.length / 2)))).toBe('image_unreadable');
  });

  it.each([
    ['of no bytes', 'empty.jpg', '', 'image_empty'],
    ['that is text', 'text.jpg', 'this is no photo', 'image_unreadable'],
    ['that is an SVG', 'drawing.jpg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'image_format'],
  ])('%s', async (_, name, content, reason) => {
    expect(await reasonOf(await given(name, content))).toBe(reason);
  });

  it('that is a TIFF', async () => {
    expect(await reasonOf(await given('scan.tiff', await picture(9, 9).tiff().toBuffer()))).toBe('image_format');
  });

  it('that is not there, or a folder', async () => {
    expect(await reasonOf('nowhere.jpg')).toBe('image_missing');
    expect(await reasonOf('photos')).toBe('image_missing');
  });

  it('outside the folder', async () => {
    expect(await reasonOf('../secret.jpg')).toBe('image_outside');
    expect(await reasonOf('photos/../../secret.jpg')).toBe('image_outside');
    expect(await reasonOf('/etc/hostname')).toBe('image_outside');
  });

  it('of more pixels than can be held', async () => {
    const bytes = await sharp({ create: { width: 11_000, height: 10_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(await reasonOf(await given('huge.png', bytes))).toBe('image_oversized');
  });
});

it('is read from a bucket as from a folder', async () => {
  const bytes = await picture(20, 10).png().toBuffer();
  const bucket = memoryStore();
  await bucket.putOnce('coco/1.png', bytes, 'image/png');
  await bucket.putOnce('coco/10.png', '', 'image/png');
  const images = imagesInBucket(bucket);
  expect(await checkImage(images, './coco/1.png')).toMatchObject({ sha256: sha256(bytes), width: 20, height: 10 });
  for (const [path, reason] of [
    ['coco/10.png', 'image_empty'],
    ['coco/1', 'image_missing'],
    ['../coco/1.png', 'image_outside'],
    ['/coco/1.png', 'image_outside'],
  ] as const)
    await expect(checkImage(images, path)).rejects.toMatchObject({ reason });
});
