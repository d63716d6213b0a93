import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { imagesInBucket, imagesInFolder } from '../../activities/import/image-source.ts';
import { findFfmpeg } from '../../activities/video/find-ffmpeg.ts';
import { openVideo } from '../../activities/video/open-video.ts';
import type { Video } from '../../activities/video/video.ts';
import { ffmpegFile, provisionFfmpeg } from '../../infra/dev/index.ts';
import { memoryStore } from '../memory-store.ts';
import { plain, redOf } from '../unit/video/pictures.ts';

jest.setTimeout(900_000);

let folder: string;
let ffmpeg: string;
const frames = 30;
const make = (...args: readonly string[]) =>
  promisify(execFile)(ffmpeg, ['-y', '-v', 'error', ...args], { cwd: folder });
const opened = (path: string, clip?: readonly [number, number]) =>
  openVideo(
    { path, ...(clip ? { clip } : {}), choose: () => [], side: 32 },
    { images: imagesInFolder(folder), ffmpeg: async () => ffmpeg },
  );
async function numbersOf(video: Video, numbers: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for await (const { bytes, width, height } of video.frames(numbers)) {
    expect(Math.min(width, height)).toBe(32);
    found.push(Math.round((await redOf(bytes)) / 8));
  }
  return found;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-files-'));
  ffmpeg = await provisionFfmpeg();
  for (let at = 0; at < frames; at++) await writeFile(join(folder, `p_${at}.png`), await plain(at).png().toBuffer());
  const from = ['-framerate', '10', '-i', 'p_%d.png', '-pix_fmt', 'yuv420p'];
  await make(...from, '-c:v', 'libx264', '-crf', '1', '-bf', '2', '-g', '12', 'a.mp4');
  await make(...from, '-c:v', 'libvpx-vp9', '-crf', '4', '-b:v', '0', 'a.webm');
  await make(...from, '-c:v', 'mpeg4', '-q:v', '1', 'a.mkv');
  await make(...from, '-c:v', 'mjpeg', '-q:v', '1', 'a.avi');
  await make('-i', 'a.mp4', '-c', 'copy', '-output_ts_offset', '100', 'late.ts');
  // Frames 0 to 29 at times that grow: 0, 0.1, 0.3, 0.6, ...
  await make(
    ...from,
    '-vf',
    'setpts=N*(N+1)/2*0.1/TB',
    '-fps_mode',
    'vfr',
    '-c:v',
    'libx264',
    '-crf',
    '1',
    'uneven.mkv',
  );
  await make('-f', 'lavfi', '-i', 'sine=duration=1', 'sound.mp4');
  for (const ending of ['mp4', 'mkv']) {
    const whole = await readFile(join(folder, `a.${ending}`));
    await writeFile(join(folder, `cut.${ending}`), whole.subarray(0, whole.length / 2));
  }
  await writeFile(join(folder, 'text.mp4'), 'no video at all');
  await writeFile(join(folder, 'list.mp4'), "ffconcat version 1.0\nfile 'a.mp4'\n");
  await writeFile(join(folder, 'list.m3u8'), '#EXTM3U\n#EXTINF:3,\na.mp4\n#EXT-X-ENDLIST\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a video file', () => {
  it.each(['a.mp4', 'a.webm', 'a.mkv', 'a.avi', 'late.ts'])(
    'gives the very frames that are asked for: %s',
    async (path) => {
      const video = await opened(path);
      expect([video.count, Math.round(video.fps)]).toEqual([frames, 10]);
      for (const wanted of [[0], [29], [0, 1, 2], [3, 11, 12, 13, 24, 29], Array.from({ length: frames }, (_, i) => i)])
        expect(await numbersOf(video, wanted)).toEqual(wanted);
    },
  );

  it('is clipped by its times', async () => {
    const video = await opened('a.mp4', [1, 2]);
    expect(video.count).toBe(10);
    expect(await numbersOf(video, [0, 4, 9])).toEqual([10, 14, 19]);
    await expect(opened('a.mp4', [50, 60])).rejects.toMatchObject({ reason: 'clip_empty' });
  });

  it('whose frames stand unevenly gives them too', async () => {
    const video = await opened('uneven.mkv');
    expect(video.count).toBe(frames);
    expect(await numbersOf(video, [0, 1, 2, 15, 28, 29])).toEqual([0, 1, 2, 15, 28, 29]);
    // Frames 10, 11 and 12 begin at 5.5, 6.6 and 7.8 seconds.
    expect(await numbersOf(await opened('uneven.mkv', [5.5, 8]), [0, 1, 2])).toEqual([10, 11, 12]);
  });

  it('that is long is sought in, and gives the same frames', async () => {
    // A frame every five seconds, a key frame every four.
    const slow = [
      '-framerate',
      '1/5',
      '-i',
      'p_%d.png',
      '-pix_fmt',
      'yuv420p',
      '-c:v',
      'libx264',
      '-crf',
      '1',
      '-g',
      '4',
    ];
    for (const name of ['slow.mp4', 'slow.mkv', 'slow.ts']) {
      await make(...slow, name);
      const video = await opened(name);
      expect([video.count, video.fps.toFixed(2)]).toEqual([frames, '0.20']);
      const wanted = [0, 3, 4, 5, 11, 12, 20, 29];
      expect(await numbersOf(video, wanted)).toEqual(wanted);
    }
  });

  it('is fetched from a bucket, and leaves nothing behind', async () => {
    const store = memoryStore();
    await store.putOnce('clips/a.mp4', await readFile(join(folder, 'a.mp4')), 'video/mp4');
    const video = await openVideo(
      { path: 'clips/a.mp4', choose: () => [], side: 32 },
      { images: imagesInBucket(store), ffmpeg: async () => ffmpeg },
    );
    expect(await numbersOf(video, [7])).toEqual([7]);
    await video.close();
    await expect(numbersOf(video, [7])).rejects.toMatchObject({ reason: 'video_unreadable' });
  });

  it.each(['sound.mp4', 'cut.mp4', 'cut.mkv', 'text.mp4', 'list.mp4', 'list.m3u8'])(
    'that is none is unreadable: %s',
    async (path) => {
      await expect(opened(path)).rejects.toMatchObject({ reason: 'video_unreadable' });
    },
  );
});

describe('finding an ffmpeg', () => {
  it('takes the one that is named, else one on the path, else the one fetched', async () => {
    expect(await findFfmpeg({ MMSYNTH_FFMPEG: ffmpeg })).toBe(ffmpeg);
    expect(['ffmpeg', ffmpeg]).toContain(await findFfmpeg({}, ffmpegFile()));
  });

  it('refuses a named one that does not run', async () => {
    await expect(findFfmpeg({ MMSYNTH_FFMPEG: join(folder, 'text.mp4') }, ffmpeg)).rejects.toMatchObject({
      code: 'ffmpeg_missing',
      exitCode: 3,
    });
  });
});
