import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { imagesInFolder } from '../activities/import/image-source.ts';
import { openVideo } from '../activities/video/open-video.ts';
import { provisionFfmpeg } from '../infra/dev/index.ts';
import { sampleFrames } from '../recipes/internvl/frame-sampling.ts';

/** Times 32 frames of test pictures in H.264, 1280 x 720 at 25 frames a second. `node dist/bench/video-frames.js [seconds …]` */
const seconds = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [20, 60, 600];
const draw = { fewest: 32, most: 32, sampling: 'middle' };

const folder = await mkdtemp(join(tmpdir(), 'mmsynth-bench-'));
try {
  const program = await provisionFfmpeg(process.env, (line) => process.stderr.write(`${line}\n`));
  for (const duration of seconds) {
    const path = `${duration}.mp4`;
    const pictures = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=25:duration=${duration}`];
    const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', join(folder, path)];
    await promisify(execFile)(program, ['-v', 'error', ...pictures, ...coded]);
    const began = performance.now();
    const tools = { images: imagesInFolder(folder), ffmpeg: async () => program };
    const video = await openVideo({ path, side: 448, choose: () => [] }, tools);
    const opened = performance.now();
    let [frames, bytes] = [0, 0];
    for await (const frame of video.frames(sampleFrames(video, draw, () => 0))) {
      frames += 1;
      bytes += frame.bytes.length;
    }
    const figures = {
      seconds: duration,
      framesThere: video.count,
      openSeconds: Number(((opened - began) / 1000).toFixed(2)),
      frames,
      frameSeconds: Number(((performance.now() - opened) / 1000).toFixed(2)),
      bytesEach: Math.round(bytes / frames),
      residentMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    await video.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
