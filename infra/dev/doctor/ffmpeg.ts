import { findFfmpeg } from '../../../activities/video/find-ffmpeg.ts';
import { type Environment } from '../environment.ts';
import { messageOf } from '../errors.ts';
import { ffmpegFile } from '../video/ffmpeg.ts';
import type { Check } from './check.ts';

/** The program that reads video files; only mixes and curations of such need it. */
export async function checkFfmpeg(env: Environment, fetched: string = ffmpegFile(env)): Promise<Check> {
  const name = 'ffmpeg';
  try {
    return { name, ok: true, detail: `${await findFfmpeg(env, fetched)} reads video files` };
  } catch (error) {
    return { name, ok: false, optional: true, detail: messageOf(error) };
  }
}
