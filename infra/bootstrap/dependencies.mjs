import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { StepFailed, runStep } from './run-child.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Whether npm's own record of what is installed holds all that the lock file wants (what is for other platforms aside). */
const installedMatches = (folder) => {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readJson(join(folder, 'package-lock.json')).packages;
  const installed = readJson(record).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  );
};

/** @returns {'fresh' | 'missing' | 'stale'} */
export const dependencyState = (folder) => {
  const lock = join(folder, 'package-lock.json');
  if (!existsSync(lock)) return 'fresh';
  if (!existsSync(join(folder, 'node_modules'))) return 'missing';
  const stamp = join(folder, 'node_modules', '.mmsynth-lock');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'fresh';
  if (!installedMatches(folder)) return 'stale';
  writeFileSync(stamp, hash);
  return 'fresh';
};

/** Installs what the lock file names where it is not there. @throws StepFailed where npm fails */
export const ensureDependencies = async (folder = root) => {
  const state = dependencyState(folder);
  if (state === 'fresh') return;
  const label = `${state === 'missing' ? 'Installing' : 'Updating'} the dependencies (npm ci)`;
  if (!(await runStep(label, 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder }))) {
    throw new StepFailed(
      'npm ci failed; its output is above. Check the network or the registry setting and run the command again.',
    );
  }
  dependencyState(folder);
};
