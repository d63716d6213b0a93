import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { probeClient } from '../../infra/dev/doctor/store-settings.ts';
import {
  allWell,
  doctor,
  readStack,
  stackEnvironment,
  stackStatus,
  startStack,
  stopStack,
} from '../../infra/dev/index.ts';
import { isAlive } from '../../infra/dev/process/identity.ts';

/** Nothing of the settings of the machine that runs the test but where its programs are. */
const env = Object.fromEntries([
  ...['PATH', 'HOME', 'TMPDIR', 'MMSYNTH_CACHE', 'XDG_CACHE_HOME', 'TEMPORAL_CLI', 'VERSITYGW'].map((name) => [
    name,
    process.env[name],
  ]),
  ['TEMPORAL_CONFIG_FILE', '/nonexistent/temporal.toml'],
]) as Record<string, string | undefined>;

/** The first run may build the two programs. */
const START_TIMEOUT = 20 * 60_000;

const Bucket = 'mmsynth';
let home: string;
const up = () => startStack({ home, env, parts: ['temporal', 's3'] });
const client = () => probeClient(stackEnvironment(home));

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mmsynth-stack-'));
  await up();
}, START_TIMEOUT);

afterAll(async () => {
  await stopStack(home);
  await rm(home, { recursive: true, force: true });
}, 60_000);

const untilGone = async (process_: Parameters<typeof isAlive>[0]): Promise<void> => {
  while (await isAlive(process_)) await sleep(20);
};

describe('the embedded stack', () => {
  it('finds all well: both services answer, the search attributes are there, commits are safe', async () => {
    const checks = await doctor({ env, home });
    expect(checks.filter(({ ok, optional }) => !ok && optional !== true)).toEqual([]);
    expect(allWell(checks)).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['temporal search attributes', 'store conditional writes', 'clock']),
    );
  }, 60_000);

  it('keeps what runs', async () => {
    const before = await readStack(home);
    expect((await up()).parts).toEqual({ temporal: 'kept', s3: 'kept' });
    expect(await readStack(home)).toEqual(before);
  }, 60_000);

  it('lets exactly one of many racing conditional writes win', async () => {
    const s3 = client();
    const put = (n: number) => s3.send(new PutObjectCommand({ Bucket, Key: 'race', Body: `${n}`, IfNoneMatch: '*' }));
    const results = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => put(n)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'race' }));
    s3.destroy();
  }, 60_000);

  it('brings a killed part back where it was, with its data, and leaves the other alone', async () => {
    const s3 = client();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'still here' }));
    s3.destroy();
    const before = await readStack(home);
    const victim = before.parts.s3;
    if (victim === undefined) throw new Error('s3 was not started');
    process.kill(victim.process.pid, 'SIGKILL');
    await untilGone(victim.process);
    expect(await stackStatus(home)).toContainEqual(expect.objectContaining({ part: 's3', state: 'dead' }));

    expect((await up()).parts).toEqual({ temporal: 'kept', s3: 'started' });
    const after = await readStack(home);
    expect(after.ports).toEqual(before.ports);
    expect(after.parts.temporal).toEqual(before.parts.temporal);
    const again = client();
    const { Body } = await again.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('still here');
    again.destroy();
  }, 60_000);

  it('does not start what the settings replace', async () => {
    const settings = { ...env, TEMPORAL_ADDRESS: '127.0.0.1:1', MMSYNTH_STORE: 's3://own/x' };
    const { parts } = await startStack({ home: join(home, 'other'), env: settings, parts: ['temporal', 's3'] });
    expect(parts).toEqual({ temporal: 'external', s3: 'external' });
  });

  it('leaves no process behind', async () => {
    const { parts } = await readStack(home);
    expect(await stopStack(home)).toEqual({ temporal: 'terminated', s3: 'terminated' });
    for (const record of Object.values(parts)) expect(await isAlive(record.process)).toBe(false);
    expect(stackEnvironment(home)).toEqual({});
    expect(await stopStack(home)).toEqual({});
  }, 60_000);
});
