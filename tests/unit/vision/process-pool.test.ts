import * as childProcess from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';

jest.setTimeout(60_000);

const started: childProcess.ChildProcess[] = [];
const fork = (...given: Parameters<typeof childProcess.fork>): childProcess.ChildProcess => {
  const child = childProcess.fork(...given);
  started.push(child);
  return child;
};
jest.unstable_mockModule('node:child_process', () => ({ ...childProcess, fork }));
const { createProcessPool } = await import('../../../activities/vision/process-pool.ts');
afterEach(() => void started.splice(0));

const picture = (width: number): Promise<Buffer> =>
  sharp({ create: { width, height: 10, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
const sized = async (width: number) =>
  ({ kind: 'propose', image: await picture(width), objects: false, text: false }) as const;

const ended = async (child: childProcess.ChildProcess | undefined): Promise<void> => {
  if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

describe('the pool of vision processes', () => {
  it('puts another process in the place of one that has done its jobs, and loses none that wait', async () => {
    const pool = createProcessPool(1, 2);
    const widths = [11, 12, 13, 14, 15];
    const found = await Promise.all(widths.map(async (width) => pool.run(await sized(width))));
    expect(found.map(({ width }) => width)).toEqual(widths);
    expect(started).toHaveLength(3);
    await ended(started[0]);
    await ended(started[1]);
    await pool.close();
    expect(started[2]?.signalCode).toBe('SIGKILL');
  });

  it('fails the job of a process that is killed, and goes on with another', async () => {
    const pool = createProcessPool(1);
    await pool.run(await sized(11));
    const running = pool.run(await sized(12));
    started[0]?.kill('SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'process_failed' });
    await expect(pool.run(await sized(13))).resolves.toMatchObject({ width: 13 });
    await pool.close();
  });
});
