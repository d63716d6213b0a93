import { describe, expect, it } from '@jest/globals';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder } from './temporary-folder.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
/** The bootstrap is plain JavaScript, since it runs before anything is installed or compiled. */
const load = async <T>(name: string): Promise<T> =>
  (await import(new URL(`../../../infra/bootstrap/${name}`, import.meta.url).href)) as T;

const { tallyOf, pythonTallyOf, summary } = await load<{
  pythonTallyOf: (report: Tally | undefined, exitCode: number) => Tally;
  tallyOf: (report: unknown, exitCode: number) => Tally;
  summary: (tally: Tally) => string;
}>('verify.mjs');
const { dependencyState } = await load<{ dependencyState: (folder: string) => string }>('dependencies.mjs');
const { fingerprint } = await load<{ fingerprint: (root: string) => string }>('sources.mjs');

describe('the tally of the tests', () => {
  it('counts tests, and suites that could not run as failures', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 2,
      numRuntimeErrorTestSuites: 1,
      numPendingTests: 3,
      numTodoTests: 1,
    };
    expect(tallyOf(report, 1)).toEqual({ passed: 5, failed: 3, skipped: 4 });
  });

  it('never counts a run that failed as well', () => {
    expect(tallyOf(undefined, 137)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tallyOf({ numPassedTests: 5 }, 1).failed).toBe(1);
  });

  it('counts the Python tests, and a run of them that told nothing as a failure', () => {
    expect(pythonTallyOf({ passed: 4, failed: 1, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(pythonTallyOf(undefined, 3)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(pythonTallyOf({ passed: 4, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });

  it('is told in one plain line', () => {
    expect(summary({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(summary({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('what is installed', () => {
  const lock = (version: string) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version: '1.0.0', optional: true } },
    });

  it('is missing, fresh, or stale against the lock file', () =>
    inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'package-lock.json'), lock('1.0.0'));
      expect(dependencyState(folder)).toBe('missing');
      await mkdir(join(folder, 'node_modules'));
      expect(dependencyState(folder)).toBe('stale');
      await writeFile(join(folder, 'node_modules', '.package-lock.json'), lock('1.0.0'));
      expect(dependencyState(folder)).toBe('fresh');
      await writeFile(join(folder, 'package-lock.json'), lock('1.0.1'));
      expect(dependencyState(folder)).toBe('stale');
    }));
});

describe('the fingerprint of the sources', () => {
  it('changes with names and contents, not with times', () =>
    inTemporaryFolder(async (folder) => {
      await mkdir(join(folder, 'cli'));
      const file = join(folder, 'cli', 'main.ts');
      await writeFile(file, 'one');
      const first = fingerprint(folder);
      await utimes(file, 0, 0);
      expect(fingerprint(folder)).toBe(first);
      await writeFile(join(folder, 'cli', 'note.md'), 'not compiled');
      expect(fingerprint(folder)).toBe(first);
      await writeFile(join(folder, 'cli', 'more.ts'), '');
      expect(fingerprint(folder)).not.toBe(first);
      await rm(join(folder, 'cli', 'more.ts'));
      await writeFile(file, 'two');
      expect(fingerprint(folder)).not.toBe(first);
    }));
});
