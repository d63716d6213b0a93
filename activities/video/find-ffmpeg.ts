import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MmsynthError } from '../errors.ts';

const run = promisify(execFile);

/** `path`: where a program without a folder is looked for. */
async function runs(program: string, path: string | undefined): Promise<boolean> {
  const env = path === undefined ? process.env : { ...process.env, PATH: path };
  return run(program, ['-version'], { timeout: 20_000, env }).then(
    () => true,
    () => false,
  );
}

/**
 * The ffmpeg to read video files by: `MMSYNTH_FFMPEG`, else that on PATH, else one fetched before.
 *
 * @param fetched where a fetched one would stand
 * @throws MmsynthError ffmpeg_missing
 */
export async function findFfmpeg(
  environment: Readonly<Record<string, string | undefined>>,
  fetched?: string,
): Promise<string> {
  const { MMSYNTH_FFMPEG: named, PATH: path } = environment;
  if (named) {
    if (await runs(named, path)) return named;
    throw new MmsynthError('ffmpeg_missing', `MMSYNTH_FFMPEG: ${named} is no program that runs; set it to an ffmpeg.`);
  }
  for (const program of ['ffmpeg', ...(fetched === undefined ? [] : [fetched])])
    if (await runs(program, path)) return program;
  throw new MmsynthError(
    'ffmpeg_missing',
    "Video files are read by ffmpeg, and there is none: install it, set MMSYNTH_FFMPEG, or fetch one by 'mmsynth up --ffmpeg'.",
  );
}
