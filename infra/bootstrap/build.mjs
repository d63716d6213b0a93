import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { StepFailed, runStep } from './run-child.mjs';
import { carriedFiles, fingerprint } from './sources.mjs';

/** Its name is known to the worker part of the stack: another build means another worker. */
const STAMP = '.build';

const isCurrent = (folder, wanted) => {
  const stamp = join(folder, 'dist', STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
};

/** Compiles and bundles into a folder beside the live one. */
const makeInto = async (folder, target) => {
  const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const node = process.execPath;
  if (!(await runStep('Compiling', node, [tsc, '-p', 'tsconfig.build.json', '--outDir', target], { cwd: folder }))) {
    throw new StepFailed('The build failed; the errors of the compiler are above.');
  }
  for (const path of carriedFiles(folder)) cpSync(join(folder, path), join(target, path));
  const bundler = join(target, 'infra', 'dev', 'bundle-workflows.js');
  if (!(await runStep('Bundling the workflows', node, [bundler], { cwd: folder }))) {
    throw new StepFailed('The workflows could not be bundled; the output is above.');
  }
};

/**
 * Builds `dist/` where it is not of these sources. Made in another folder and moved into place, so that a program that
 * runs meets the whole old build or the whole new one. Where there are only compiled files, as in an image, they are used.
 * @throws StepFailed where a step fails; the old build then stays
 */
export const ensureBuild = async ({ folder = root } = {}) => {
  if (!existsSync(join(folder, 'tsconfig.build.json'))) return;
  const wanted = fingerprint(folder);
  if (isCurrent(folder, wanted)) return;
  const work = join(folder, '.mmsynth', `build-${process.pid}`);
  const [target, old, dist] = [join(work, 'dist'), join(work, 'old'), join(folder, 'dist')];
  mkdirSync(work, { recursive: true });
  try {
    await makeInto(folder, target);
    writeFileSync(join(target, STAMP), wanted);
    if (isCurrent(folder, wanted)) return;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(target, dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
