import * as threads from 'node:worker_threads';
import { describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';

jest.setTimeout(60_000);

let started = 0;
class CountedWorker extends threads.Worker {
  constructor(...given: ConstructorParameters<typeof threads.Worker>) {
    super(...given);
    started += 1;
  }
}
jest.unstable_mockModule('node:worker_threads', () => ({ ...threads, Worker: CountedWorker }));
const { createThreadPool } = await import('../../../activities/vision/thread-pool.ts');

const picture = (width: number): Promise<Buffer> =>
  sharp({ create: { width, height: 10, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();

describe('the pool of vision threads', () => {
  it('puts another thread in the place of one that has done its jobs, and loses none that wait', async () => {
    const pool = createThreadPool(1, 2);
    const widths = [11, 12, 13, 14, 15];
    const found = await Promise.all(
      widths.map(async (width) =>
        pool.run({ kind: 'propose', image: await picture(width), objects: false, text: false }),
      ),
    );
    await pool.close();
    expect(found.map(({ width }) => width)).toEqual(widths);
    expect(started).toBe(3);
  });
});
