import { chmod } from 'node:fs/promises';
import { type Environment } from '../environment.ts';
import { StackError, messageOf } from '../errors.ts';
import { madeOnce } from '../model/made-once.ts';
import { fetchWheelMember } from '../model/wheel-member.ts';
import { cachedBinary } from '../provision/cache.ts';

/** The wheel imageio-ffmpeg (BSD-2-Clause) carries FFmpeg's command as a static program under the GPL, version 3 or later. */
const wheel = { package: 'imageio-ffmpeg', version: '0.8.1' };

/** Program in the wheel, and its sha256, by platform. */
const programs: Readonly<Record<string, readonly [name: string, sha256: string]>> = {
  'darwin-arm64': ['ffmpeg-macos-aarch64-v9.0', '591260c945d0eef150e3bf82b0ef988bd36a9cecc18ff05d6679617159f0a95e'],
  'darwin-x64': ['ffmpeg-macos-x86_64-v9.0.2', 'a45b462cf91ed89148ae218c4577e30896485d7a6792c3673bcf5f823fa01b63'],
  'linux-arm64': ['ffmpeg-linux-aarch64-v9.0.2', '0b0b5ac30495b4e07ce1321b8d58200f901f57782884a8b6b264c7528c2c9e77'],
  'linux-x64': ['ffmpeg-linux-x86_64-v9.0.2', '0d709a0bed1a43f24cd2c420878c63afea4580671b6949ad19ed124572f3bc3d'],
  'win32-x64': ['ffmpeg-win-x86_64-v9.0.2.exe', '3256173f3f8bffd7df12227c68adf68025edb1832273a9530688a7bb1ed8edec'],
};

/** Where a fetched ffmpeg is kept, whether it is there or not. */
export const ffmpegFile = (env: Environment = process.env): string =>
  `${cachedBinary('ffmpeg', wheel.version, env)}${process.platform === 'win32' ? '.exe' : ''}`;

/** Fetches an ffmpeg (68 MB) once, by the system's Python. Throws StackError where it cannot be had. */
export async function provisionFfmpeg(
  env: Environment = process.env,
  progress: (line: string) => void = () => undefined,
): Promise<string> {
  const [name, sha256] = programs[`${process.platform}-${process.arch}`] ?? [];
  if (name === undefined || sha256 === undefined)
    throw new StackError(
      'part_unavailable',
      `There is no ffmpeg to fetch for ${process.platform} on ${process.arch}; install one or set MMSYNTH_FFMPEG.`,
    );
  return madeOnce(ffmpegFile(env), async (draft) => {
    progress('ffmpeg: fetching a static ffmpeg (68 MB, GPL-3.0-or-later)');
    try {
      await fetchWheelMember('python3', { ...wheel, member: `imageio_ffmpeg/binaries/${name}`, sha256 }, draft);
    } catch (error) {
      throw new StackError(
        'part_unavailable',
        `ffmpeg could not be fetched by pip as ${wheel.package} ${wheel.version}; install ffmpeg, set MMSYNTH_FFMPEG, or check the connection to the package index (${messageOf(error)})`,
        { cause: error },
      );
    }
    await chmod(draft, 0o755);
  });
}
