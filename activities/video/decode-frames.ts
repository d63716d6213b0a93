import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileTimes } from './frame-times.ts';
import { inputLimits, runFfmpeg } from './run-ffmpeg.ts';

/** Decoding begins this much before the first frame, in seconds, so that a key frame lies before it. */
const seekMargin = 2;
/** Frames further apart than this, in seconds, are sought one by one: what lies between is not decoded. */
const longGap = 10;

/** Windows of time around frames, in the file's own clock, each holding one: from halfway to the frame before until halfway to the next. */
function windowsOf({ times, start }: FileTimes, numbers: readonly number[]): string {
  const windows = numbers.map((number) => {
    const time = times[number] ?? 0;
    const before = times[number - 1] ?? time - 1;
    const after = times[number + 1] ?? time + 1;
    const [from, to] = [before, after].map((other) => (start + (other + time) / 2).toFixed(6));
    return `between(t,${from},${to})`;
  });
  return windows.join('+');
}

/** Numbers in runs without a long gap. */
export function runsOf(
  { times }: Pick<FileTimes, 'times'>,
  numbers: readonly number[],
): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    const gap = before === undefined ? Infinity : (times[number] ?? 0) - (times[before] ?? 0);
    if (last && gap <= longGap) last.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** Decodes one run of frames into PNG files of a folder that is empty; their paths in order, fewer where some do not decode. */
export async function decodeFrames(
  program: string,
  path: string,
  times: FileTimes,
  numbers: readonly number[],
  folder: string,
): Promise<readonly string[]> {
  const from = (times.times[numbers[0] ?? 0] ?? 0) - seekMargin;
  const decode = (seek: readonly string[]) =>
    runFfmpeg(program, [
      ...inputLimits,
      ...seek,
      '-copyts',
      '-i',
      `file:${path}`,
      ...`-map 0:v:0 -frames:v ${numbers.length} -r 1/3600 -vf`.split(' '),
      // An hour apart, so that no frame is written twice to fill the time it was shown for. The option against that differs by version.
      `select='${windowsOf(times, numbers)}',setpts=N*3600/TB`,
      ...'-y -c:v png -compression_level 1 -f image2'.split(' '),
      join(folder, '%06d.png'),
    ]);
  await decode(from > 0 ? ['-noaccurate_seek', '-ss', from.toFixed(3)] : []);
  // Not every container can be sought in; then all that comes before is decoded too.
  if (from > 0 && (await readdir(folder)).length < numbers.length) await decode([]);
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}
