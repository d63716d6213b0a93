import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { imagesInBucket, imagesInFolder } from '../../../activities/import/image-source.ts';
import { runsOf } from '../../../activities/video/decode-frames.ts';
import { openVideo } from '../../../activities/video/open-video.ts';
import type { Video } from '../../../activities/video/video.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import { memoryStore } from '../../memory-store.ts';
import { animation, plain, redOf, writeFrames } from './pictures.ts';

let folder: string;
const noFfmpeg = async (): Promise<never> => {
  throw new Error('no program is asked');
};
const seed = (path: string, clip?: readonly [number, number]) => ({
  path,
  ...(clip ? { clip } : {}),
  choose: () => [],
  side: 448,
});
const opened = (path: string, clip?: readonly [number, number]) =>
  openVideo(seed(path, clip), { images: imagesInFolder(folder), ffmpeg: noFfmpeg });
const reasonOf = (path: string, clip?: readonly [number, number]) =>
  opened(path, clip).then(
    () => 'opened',
    (error: unknown) => (error instanceof ItemFailure ? error.reason : String(error)),
  );
async function redsOf(video: Video, numbers: readonly number[]): Promise<number[]> {
  const reds: number[] = [];
  for await (const { bytes, mediaType } of video.frames(numbers)) {
    expect(mediaType).toBe('image/jpeg');
    reds.push(Math.round((await redOf(bytes)) / 8));
  }
  return reds;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'videos-'));
  await writeFrames(join(folder, 'shots'), 12);
  await mkdir(join(folder, 'odd'));
  await writeFile(join(folder, 'odd', '2.png'), await plain(20).png().toBuffer());
  await writeFile(join(folder, 'odd', 'b_1.jpg'), await plain(21).jpeg().toBuffer());
  await writeFile(join(folder, 'odd', '003.jpg'), await plain(22).jpeg().toBuffer());
  await writeFile(join(folder, 'odd', 'notes.txt'), 'no frame');
  await mkdir(join(folder, 'bare'));
  await writeFile(join(folder, 'bare', 'notes.txt'), 'no frame');
  await writeFile(join(folder, 'a.gif'), await animation([100, 100, 300, 100, 100, 500]));
  await writeFile(join(folder, 'text.gif'), 'no picture at all');
  await writeFile(join(folder, 'empty.gif'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a folder of frames', () => {
  it('has its frames in the order of their numbers, ten after nine', async () => {
    const video = await opened('shots/');
    expect([video.count, video.fps]).toEqual([12, 1]);
    expect(await redsOf(video, [0, 1, 8, 9, 11])).toEqual([0, 1, 8, 9, 11]);
  });

  it('is one without a slash at its end too, and in a bucket', async () => {
    expect((await opened('shots')).count).toBe(12);
    const store = memoryStore();
    for (const number of [1, 2, 10])
      await store.putOnce(`clips/a/f_${number}.jpg`, await plain(number).jpeg().toBuffer(), 'image/jpeg');
    await store.putOnce('clips/a/more/f_3.jpg', await plain(3).jpeg().toBuffer(), 'image/jpeg');
    const video = await openVideo(seed('clips/a/'), { images: imagesInBucket(store), ffmpeg: noFfmpeg });
    expect(await redsOf(video, [0, 1, 2])).toEqual([1, 2, 10]);
  });

  it('may name them otherwise, and hold other files', async () => {
    const video = await opened('odd/');
    expect(video.count).toBe(3);
    expect(await redsOf(video, [0, 1, 2])).toEqual([21, 20, 22]);
  });
});

describe('an animated GIF', () => {
  it('has its pages as frames', async () => {
    const video = await opened('a.gif');
    expect([video.count, video.fps]).toEqual([6, 5]);
    expect(await redsOf(video, [0, 3, 5])).toEqual([0, 3, 5]);
  });

  it('is clipped by its delays', async () => {
    // Frames begin at 0, 0.1, 0.2, 0.5, 0.6 and 0.7 seconds.
    const video = await opened('a.gif', [0.15, 0.65]);
    expect(video.count).toBe(3);
    expect(await redsOf(video, [0, 1, 2])).toEqual([2, 3, 4]);
  });
});

describe('frames wanted of a long video', () => {
  it('are sought one by one where they stand more than ten seconds apart', () => {
    const times = Array.from({ length: 100 }, (_, at) => at);
    expect(runsOf({ times }, [0, 5, 15, 26, 27, 90])).toEqual([[0, 5, 15], [26, 27], [90]]);
    expect(runsOf({ times }, [])).toEqual([]);
  });
});

describe('a video that cannot be used', () => {
  it.each([
    ['video_missing', 'nowhere.gif'],
    ['video_missing', 'nowhere/'],
    ['image_outside', '../a.gif'],
    ['image_outside', '../'],
    ['video_empty', 'empty.gif'],
    ['video_empty', 'bare/'],
    ['video_unreadable', 'text.gif'],
  ])('fails as %s: %s', async (reason, path) => {
    expect(await reasonOf(path)).toBe(reason);
  });

  it.each(['huge.gif', 'huge.mp4'])('fails as video_oversized before it is fetched: %s', async (key) => {
    const bucket = {
      get: async () => Promise.reject(new Error('it is fetched')),
      async *list() {
        yield { key, bytes: 2 ** 31 };
      },
      close: () => undefined,
    };
    const opening = openVideo(seed(key), { images: imagesInBucket(bucket), ffmpeg: async () => 'ffmpeg' });
    await expect(opening).rejects.toMatchObject({ reason: 'video_oversized' });
  });

  it.each(['gif', 'webp'] as const)('fails where it broke off, however late: %s', async (format) => {
    const pages = await Promise.all(Array.from({ length: 20 }, (_, at) => plain(at).png().toBuffer()));
    const joined = sharp(pages, { join: { animated: true } });
    const whole = await joined.toFormat(format, { delay: pages.map(() => 50) }).toBuffer();
    await writeFile(join(folder, `whole.${format}`), whole);
    const video = await opened(`whole.${format}`);
    expect([video.count, video.fps]).toEqual([20, 20]);
    expect(await redsOf(video, [0, 10, 19])).toEqual([0, 10, 19]);
    await writeFile(join(folder, `more.${format}`), Buffer.concat([whole, Buffer.from('and more')]));
    expect((await opened(`more.${format}`)).count).toBe(20);
    for (const cut of [1, 40, Math.floor(whole.length / 2), whole.length - 60]) {
      await writeFile(join(folder, `cut.${format}`), whole.subarray(0, whole.length - cut));
      expect(await reasonOf(`cut.${format}`)).toBe('video_unreadable');
    }
  });

  it('fails where its frames do not decode', async () => {
    // A screen of 8 x 8 without colours, and no picture on it.
    const bare = Buffer.from('GIF89a\x08\0\x08\0\0\0\0;', 'latin1');
    await writeFile(join(folder, 'spoiled.gif'), bare);
    const frames = async (): Promise<number[]> => redsOf(await opened('spoiled.gif'), [0]);
    await expect(frames()).rejects.toMatchObject({ reason: 'video_unreadable' });
  });

  it.each([
    ['clip_empty', 'a.gif', [1, 1]],
    ['clip_empty', 'a.gif', [2, 1]],
    ['clip_empty', 'a.gif', [-1, 1]],
    ['clip_empty', 'a.gif', [30, 40]],
    ['clip_untimed', 'shots/', [0, 1]],
  ] as const)('fails as %s: %s from %j', async (reason, path, [start, end]) => {
    expect(await reasonOf(path, [start, end])).toBe(reason);
  });
});
