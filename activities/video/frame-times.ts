import type { TimedFrames } from './clip-frames.ts';
import { inputLimits, runFfmpeg } from './run-ffmpeg.ts';

/** What ffmpeg says of a file that broke off or was damaged, while it still ends well. */
const damage = /ended prematurely|corrupt input packet|partial file|Invalid data/u;

/** Times of a file's frames in seconds from its first, which stands at `start` in the file's own clock. */
export interface FileTimes extends TimedFrames {
  readonly start: number;
}

/** Times of all frames, from the packets: nothing is decoded. Undefined where the file is no video, or broke off. */
export async function frameTimes(program: string, path: string): Promise<FileTimes | undefined> {
  let unit = 0;
  let end = 0;
  const found: number[] = [];
  const args = [...inputLimits, '-copyts', '-i', `file:${path}`, ...'-map 0:v:0 -c copy -f framecrc -'.split(' ')];
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
