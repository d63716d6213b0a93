import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @default 600 seconds for one video */
const mostMs = 600_000;
/** Characters kept of what it complains of. */
const keptComplaint = 4000;

/** Containers of videos. Playlists, which name other files and addresses, are none of them. */
const containers = 'mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,h264,hevc,ivf';

/** Before each input: files only, nobody to ask, two threads, and frames of 100 million pixels at most, as of pictures. */
export const inputLimits: readonly string[] = [
  ...'-nostdin -hide_banner -v error -threads 2 -max_pixels 100000000 -protocol_whitelist file'.split(' '),
  '-format_whitelist',
  containers,
];

export interface Ran {
  /** False where it ended with an error, or did not end in time. */
  readonly ok: boolean;
  readonly complaint: string;
}

/** Runs ffmpeg to its end, or for ten minutes. `onLine` gets the lines of its output, which are not kept. */
export async function runFfmpeg(
  program: string,
  args: readonly string[],
  onLine: (line: string) => void = () => undefined,
): Promise<Ran> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: mostMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < keptComplaint) complaint += text;
  });
  const lines = createInterface({ input: child.stdout }).on('line', onLine);
  const read = new Promise<void>((resolve) => lines.on('close', () => resolve()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  await read;
  return { ok: code === 0, complaint };
}
