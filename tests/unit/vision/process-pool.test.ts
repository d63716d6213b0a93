import * as childProcess from 'node:child_process';
import type { Serializable } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import type { Job } from '../../../activities/vision/messages.ts';
import { memoryStore } from '../../memory-store.ts';

jest.setTimeout(60_000);

const started: childProcess.ChildProcess[] = [];
const sent: { readonly job: Job; readonly pid: number | undefined }[] = [];
const fork = (...given: Parameters<typeof childProcess.fork>): childProcess.ChildProcess => {
  const child = childProcess.fork(...given);
  started.push(child);
  const send = child.send.bind(child) as (job: Serializable) => boolean;
  child.send = (job: Serializable): boolean => {
    sent.push({ job: job as Job, pid: child.pid });
    return send(job);
  };
  return child;
};
jest.unstable_mockModule('node:child_process', () => ({ ...childProcess, fork }));
const { createProcessPool } = await import('../../../activities/vision/process-pool.ts');
const { storedDetections } = await import('../../../activities/vision/stored-detections.ts');
afterEach(() => {
  started.splice(0);
  sent.splice(0);
});

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

  it('looks at two pictures at once with two processes, and at none twice, however often it is asked', async () => {
    const store = memoryStore();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const [at, name] of names.entries()) await store.putOnce(imageKey(name), await picture(200 + at), 'image/png');
    const detections = storedDetections(store, { nsfwWeights: '/nowhere', processes: 2 });
    const asked = [...names, ...names.toReversed(), ...names];
    const seen = await Promise.all(asked.map((name) => detections.propose(name)));
    expect(seen.map(({ width }) => width)).toEqual(asked.map((name) => 200 + names.indexOf(name)));
    expect(started).toHaveLength(2);
    expect(sent).toHaveLength(names.length);
    expect(new Set(sent.map(({ pid }) => pid)).size).toBe(2);
    expect(new Set(sent.map(({ job }) => Buffer.from(job.image).toString('base64'))).size).toBe(names.length);
    await detections.close();
  });
});
