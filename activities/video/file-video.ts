import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { ItemFailure } from '../../recipes/outcome.ts';
import type { LocalFile } from '../import/image-source.ts';
import { clipFrames, type TimedFrames } from './clip-frames.ts';
import { framePicture } from './frame-picture.ts';
import { inputLimits, runFfmpeg } from './run-ffmpeg.ts';
import type { Clip, Video } from './video.ts';

/** What ffmpeg says of a file that broke off or was damaged, while it still ends well. */
const damage = /ended prematurely|corrupt input packet|partial file|Invalid data/u;
/** Decoding begins this much before the first frame, in seconds, so that a key frame lies before it. */
const seekMargin = 2;

const source = (path: string): string => `file:${path}`;

/** Times of all frames, from the packets: nothing is decoded. `start` is the first frame's time in the file's own clock. */
async function frameTimes(
  program: string,
  path: string,
): Promise<(TimedFrames & { readonly start: number }) | undefined> {
  let unit = 0;
  let end = 0;
  const found: number[] = [];
  const args = [...inputLimits, '-copyts', '-i', source(path), '-map', '0:v:0', '-c', 'copy', '-f', 'framecrc', '-'];
  const { ok, complaint } = await runFfmpeg(program, args, (line) => {
    const base = /^#tb 0: (\d+)\/(\d+)/u.exec(line);
    if (base) unit = Number(base[1]) / Number(base[2]);
    const packet = /^0,\s*(-?\d+|NOPTS),\s*(-?\d+|NOPTS),\s*(\d+),/u.exec(line);
    if (!packet) return;
    const [, decoded, shown, length] = packet;
    const time = Number(shown === 'NOPTS' ? decoded : shown);
    found.push(time * unit);
    end = Math.max(end, (time + Number(length)) * unit);
  });
  if (!ok || damage.test(complaint)) return undefined;
  const sorted = found.sort((a, b) => a - b);
  const start = sorted[0] ?? 0;
  return { times: sorted.map((time) => time - start), duration: end - start, start };
}

/** Windows of time around frames, in the file's own clock, each holding one: from halfway to the frame before until halfway to the next. */
function windowsOf(times: readonly number[], numbers: readonly number[], start: number): string {
  const windows = numbers.map((number) => {
    const time = times[number] ?? 0;
    const before = times[number - 1] ?? time - 1;
    const after = times[number + 1] ?? time + 1;
    const [from, to] = [before, after].map((other) => (start + (other + time) / 2).toFixed(6));
    return `between(t,${from},${to})`;
  });
  return windows.join('+');
}

/**
 * A video file, read by ffmpeg: packets give the times of its frames, and one run decodes from the first to the last of those wanted.
 * Pictures pass through a folder that is removed. @throws ItemFailure video_empty, video_unreadable, clip_empty
 */
export async function fileVideo(
  program: string,
  file: LocalFile,
  path: string,
  clip: Clip | undefined,
  side: number,
): Promise<Video> {
  const unreadable = () => new ItemFailure('video_unreadable', `${path} is no video, or broke off`, { video: path });
  const timed = await frameTimes(program, file.path);
  if (!timed) throw unreadable();
  const { first, count, fps } = clipFrames(path, timed, clip);
  const { times, start } = timed;
  return {
    count,
    fps,
    async *frames(numbers) {
      const wanted = numbers.map((number) => first + number);
      const seek = (times[wanted[0] ?? 0] ?? 0) - seekMargin;
      const folder = await mkdtemp(join(tmpdir(), 'mmsynth-frames-'));
      try {
        await runFfmpeg(program, [
          ...inputLimits,
          ...(seek > 0 ? ['-noaccurate_seek', '-ss', seek.toFixed(3)] : []),
          '-copyts',
          '-i',
          source(file.path),
          ...`-map 0:v:0 -frames:v ${wanted.length} -r 1/3600 -vf`.split(' '),
          // An hour apart, so that no frame is written twice to fill the time it was shown for. The option against that differs by version.
          `select='${windowsOf(times, wanted, start)}',setpts=N*3600/TB`,
          ...'-c:v png -compression_level 1 -f image2'.split(' '),
          join(folder, '%06d.png'),
        ]);
        const pictures = (await readdir(folder)).sort();
        if (pictures.length !== wanted.length) throw unreadable();
        for (const picture of pictures) yield await framePicture(sharp(join(folder, picture)), side);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    close: () => file.remove(),
  };
}
