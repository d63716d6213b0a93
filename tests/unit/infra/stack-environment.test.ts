import { describe, expect, it } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { ensureCredentials } from '../../../infra/dev/stack/credentials.ts';
import { stackHome, stackPaths } from '../../../infra/dev/stack/home.ts';
import {
  applyStackEnvironment,
  stackEnvironment,
  withStackEnvironment,
} from '../../../infra/dev/stack/stack-environment.ts';
import { type PartRecord, type Stack, readStack, writeStack } from '../../../infra/dev/stack/stack-file.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const record: PartRecord = {
  process: { pid: 1, startTime: 'x' },
  configuration: 'c',
  startedAt: '2026-01-01T00:00:00.000Z',
  log: '/log',
};
const stack: Stack = {
  version: 1,
  ports: { temporal: 21_000, s3: 21_001, model: 21_002, trainer: 21_003 },
  parts: { temporal: record, s3: record, model: record, trainer: record },
};
/** No profile of the machine that runs the test. */
const env = { TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml' };

const inHome = <T>(work: (home: string) => Promise<T>) =>
  inTemporaryFolder(async (home) => {
    await ensureCredentials(home);
    await writeStack(home, stack);
    return work(home);
  });

describe('the environment of the stack', () => {
  it('leads to every part that was started', () =>
    inHome(async (home) => {
      const { accessKeyId, secretAccessKey } = await ensureCredentials(home);
      expect(stackEnvironment(home)).toEqual({
        TEMPORAL_ADDRESS: '127.0.0.1:21000',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:21001',
        MMSYNTH_STORE: 's3://mmsynth/main',
        MMSYNTH_EMBEDDED_MODEL_URL: 'http://127.0.0.1:21002/v1',
        MMSYNTH_EMBEDDED_TRAINER_URL: 'http://127.0.0.1:21003/v1',
      });
    }));

  it('is empty where nothing was started or all was stopped', () =>
    inTemporaryFolder(async (home) => {
      expect(stackEnvironment(home)).toEqual({});
      await writeStack(home, { ...stack, parts: {} });
      expect(stackEnvironment(home)).toEqual({});
      expect(withStackEnvironment(home, env)).toEqual(env);
    }));

  it('gives way to the Temporal service of the settings', () =>
    inHome(async (home) => {
      const merged = withStackEnvironment(home, { ...env, TEMPORAL_ADDRESS: 'temporal.example:7233' });
      expect(merged).toMatchObject({ TEMPORAL_ADDRESS: 'temporal.example:7233', MMSYNTH_STORE: 's3://mmsynth/main' });
    }));

  it('never mixes the store of the settings with the keys of the embedded one', () =>
    inHome(async (home) => {
      const own = { ...env, MMSYNTH_STORE: 's3://own/x', AWS_PROFILE: 'work' };
      const merged = withStackEnvironment(home, own);
      expect(merged).toMatchObject(own);
      expect(merged['AWS_ACCESS_KEY_ID']).toBeUndefined();
      expect(merged['AWS_ENDPOINT_URL_S3']).toBeUndefined();
    }));

  it('puts keys aside that are meant for another store than the embedded one', () =>
    inHome(async (home) => {
      const own: NodeJS.ProcessEnv = {
        ...env,
        AWS_PROFILE: 'work',
        AWS_SESSION_TOKEN: 't',
        AWS_ACCESS_KEY_ID: 'other',
      };
      applyStackEnvironment(home, own);
      expect(own['AWS_ACCESS_KEY_ID']).toMatch(/^mmsynth/);
      expect('AWS_PROFILE' in own || 'AWS_SESSION_TOKEN' in own).toBe(false);
    }));
});

describe('the home of the stack', () => {
  it('is .mmsynth where the command runs, unless MMSYNTH_HOME says otherwise', () => {
    expect(stackHome({}, '/somewhere')).toBe('/somewhere/.mmsynth');
    expect(stackHome({ MMSYNTH_HOME: 'data' }, '/somewhere')).toBe('/somewhere/data');
    expect(stackHome({ MMSYNTH_HOME: '/data' }, '/somewhere')).toBe('/data');
  });

  it('keeps the keys of the store the same, and from other users', () =>
    inTemporaryFolder(async (home) => {
      const first = await ensureCredentials(home);
      expect(await ensureCredentials(home)).toEqual(first);
      expect((await stat(stackPaths(home).s3.credentials)).mode & 0o777).toBe(0o600);
    }));

  it('reads back what was recorded', () =>
    inTemporaryFolder(async (home) => {
      expect((await readStack(home)).parts).toEqual({});
      await writeStack(home, stack);
      expect(await readStack(home)).toEqual(stack);
    }));
});
