import { describe, expect, it } from '@jest/globals';
import { cachedBinary } from '../../../infra/dev/provision/cache.ts';
import { temporalCli, versitygw } from '../../../infra/dev/provision/programs.ts';
import { provision } from '../../../infra/dev/provision/provision.ts';
import type { Machine } from '../../../infra/dev/provision/sources.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

interface Faked {
  readonly variable?: string;
  readonly onPath?: string;
  readonly cached?: boolean;
  readonly downloads?: boolean;
  readonly builds?: boolean;
}

/** A machine that has what is said and nothing else, and notes what was asked of it. */
const fakeMachine = (folder: string, has: Faked) => {
  const asked: string[] = [];
  const files = new Set(has.variable === undefined ? [] : [has.variable]);
  const env = { MMSYNTH_CACHE: folder, ...(has.variable === undefined ? {} : { TEMPORAL_CLI: has.variable }) };
  if (has.cached) files.add(cachedBinary(temporalCli.name, temporalCli.version, env));
  const bring = (way: string, works: boolean | undefined) => (_: unknown, target: string) => {
    asked.push(way);
    if (!works) return Promise.reject(new Error(`no ${way}`));
    files.add(target);
    return Promise.resolve();
  };
  const machine: Machine = {
    env,
    findOnPath: () => Promise.resolve(has.onPath),
    isExecutable: (path) => Promise.resolve(files.has(path)),
    download: bring('download', has.downloads),
    goInstall: bring('go', has.builds),
  };
  return { machine, asked };
};

const provisioned = (has: Faked) =>
  inTemporaryFolder(async (folder) => {
    const { machine, asked } = fakeMachine(folder, has);
    const { origin, path } = await provision(temporalCli, machine, () => undefined);
    return { origin, path, asked };
  });

describe('provisioning a program', () => {
  it('prefers the one the user names, then PATH, then the cache, and fetches nothing then', async () => {
    expect(await provisioned({ variable: '/own', onPath: '/path', cached: true })).toMatchObject({
      origin: 'variable',
      path: '/own',
      asked: [],
    });
    expect(await provisioned({ onPath: '/path', cached: true })).toMatchObject({
      origin: 'path',
      path: '/path',
      asked: [],
    });
    expect(await provisioned({ cached: true, downloads: true })).toMatchObject({ origin: 'cache', asked: [] });
  });

  it('fetches the official archive before it builds', async () => {
    expect(await provisioned({ downloads: true, builds: true })).toMatchObject({
      origin: 'download',
      asked: ['download'],
    });
    expect(await provisioned({ builds: true })).toMatchObject({ origin: 'go', asked: ['download', 'go'] });
  });

  it('says what to do where there is no way', async () => {
    await expect(provisioned({})).rejects.toMatchObject({
      code: 'part_unavailable',
      message: expect.stringMatching(/no download; no go.*TEMPORAL_ADDRESS/),
    });
  });

  it('refuses a path of the user that is no program', () =>
    inTemporaryFolder(async (folder) => {
      const { machine } = fakeMachine(folder, {});
      const wrong = { ...machine, env: { ...machine.env, TEMPORAL_CLI: '/nowhere' } };
      await expect(provision(temporalCli, wrong, () => undefined)).rejects.toMatchObject({ code: 'settings_invalid' });
    }));

  it('does the work once where several ask at the same time', () =>
    inTemporaryFolder(async (folder) => {
      const { machine, asked } = fakeMachine(folder, { builds: true });
      const all = await Promise.all([1, 2, 3].map(() => provision(temporalCli, machine, () => undefined)));
      expect(asked).toEqual(['download', 'go']);
      expect(all.map(({ origin }) => origin).toSorted()).toEqual(['cache', 'cache', 'go']);
    }));

  it('knows an archive only for platforms that have one', () => {
    expect(temporalCli.archive?.('linux', 'x64')).toContain('platform=linux&arch=amd64');
    expect(temporalCli.archive?.('darwin', 'arm64')).toContain('platform=darwin&arch=arm64');
    expect(temporalCli.archive?.('linux', 's390x')).toBeUndefined();
    expect(versitygw.archive).toBeUndefined();
  });
});
