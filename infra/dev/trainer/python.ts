import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from '../errors.ts';
import { madeOnce } from '../model/made-once.ts';
import { packageRoot } from '../package-root.ts';
import { cacheFolder } from '../provision/cache.ts';
import { type Environment, setting } from '../environment.ts';
import { type OnProgress, withElapsed } from '../progress.ts';

const run = promisify(execFile);
const minimum = [3, 10] as const;

/** Not compiled: it lies in the sources, also where this file runs from its compiled form. */
export const trainerFolder = (): string => join(packageRoot(), 'infra', 'trainer');

const subject = 'trainer';
const needsPython = (what: string): StackError =>
  new StackError(
    'part_unavailable',
    `The trainer needs ${what}; install it, or name a training service of your own in the spec and leave --trainer out.`,
  );

const command = (env: Environment): string => setting(env, 'MMSYNTH_PYTHON') ?? 'python3';

async function versionOf(python: string): Promise<string> {
  const missing = needsPython(
    `Python ${minimum.join('.')} or newer (${python} on the PATH, or its path in MMSYNTH_PYTHON)`,
  );
  const { stdout } = await run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => {
    throw missing;
  });
  const version = stdout.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major !== minimum[0] || minor < minimum[1]) throw missing;
  return version;
}

/** Whether requirements-hashed.txt knows the wheels of a Python (`3.12`) on a platform, as Node names it. */
export function hasHashes(version: string, platform: string, arch: string): boolean {
  const [major, minor = 0] = version.split('.').map(Number);
  const known = platform === 'linux' ? arch === 'x64' || arch === 'arm64' : platform === 'darwin' && arch === 'arm64';
  return known && major === 3 && minor >= 10 && minor <= 14;
}

/**
 * A Python interpreter that can import what the trainer needs: a virtual environment in the cache, named by a hash of the
 * requirements, made on first use (620 MB). Wheels must be those of known hashes, where the platform's are known.
 * @throws StackError where Python, its venv module or the package index is missing
 */
export async function trainerPython(env: Environment, onProgress: OnProgress): Promise<string> {
  const system = command(env);
  const version = await versionOf(system);
  const hashed = hasHashes(version, process.platform, process.arch);
  const requirements = join(trainerFolder(), hashed ? 'requirements-hashed.txt' : 'requirements.txt');
  const checked = hashed ? ['--require-hashes'] : [];
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = await madeOnce(join(cacheFolder(env), 'python', `trainer-${hash}-py${version}`), async (draft) => {
    await run(system, ['-m', 'venv', draft]).catch(() => {
      throw needsPython('the venv module of Python (Debian and Ubuntu: apt install python3-venv)');
    });
    const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input', '--quiet'];
    const install = run(interpreter(draft), [
      ...pip,
      'install',
      '--only-binary=:all:',
      ...checked,
      '-r',
      requirements,
    ]).catch((error: { stderr?: string }) => {
      const last = error.stderr?.trim().split('\n').at(-1) ?? 'pip failed';
      throw needsPython(`packages that pip could not fetch (${last})`);
    });
    await withElapsed(onProgress, { subject, message: 'installing jax (620 MB on disk, once)' }, install);
  });
  return interpreter(folder);
}

const interpreter = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
