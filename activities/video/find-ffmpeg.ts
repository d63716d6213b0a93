import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MmsynthError } from '../errors.ts';

const run = promisify(execFile);

async function runs(program: string): Promise<boolean> {
  return run(program, ['-version'], { timeout: 20_000 }).then(
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
export async function findFfmpeg(environment: NodeJS.ProcessEnv, fetched?: string): Promise<string> {
  const named = environment['MMSYNTH_FFMPEG'];
  if (named) {
    if (await runs(named)) return named;
    throw new MmsynthError('ffmpeg_missing', `MMSYNTH_FFMPEG: ${named} is no program that runs; set it to an ffmpeg.`);
  }
  for (const program of ['ffmpeg', ...(fetched === undefined ? [] : [fetched])])
    if (await runs(program)) return program;
  throw new MmsynthError(
    'ffmpeg_missing',
    "Video files are read by ffmpeg, and there is none: install it, set MMSYNTH_FFMPEG, or fetch one by 'mmsynth up --ffmpeg'.",
  );
}
