import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StackError } from '../errors.ts';
import { versionLine } from './executable.ts';
import type { Program } from './sources.ts';

/** What installs that were cut off left behind. The caller holds the program's lock, so none of these is in use. */
const clearLeftovers = async (folder: string, prefix: string): Promise<void> => {
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(prefix)) await rm(join(folder, entry), { recursive: true, force: true });
  }
};

/**
 * Lets `make` produce the program in a folder beside the target, sees that it runs, and moves it into place at once:
 * a reader meets the whole program or none.
 */
export const stage = async (
  program: Program,
  target: string,
  make: (folder: string) => Promise<void>,
): Promise<void> => {
  const prefix = `.${program.name}-${program.version}-`;
  await mkdir(dirname(target), { recursive: true });
  await clearLeftovers(dirname(target), prefix);
  const folder = await mkdtemp(join(dirname(target), prefix));
  try {
    await make(folder);
    const made = join(folder, program.name);
    await chmod(made, 0o755);
    const version = await versionLine(made);
    if (version === undefined || !program.versionPattern.test(version)) {
      throw new StackError(
        'part_unavailable',
        `the ${program.name} obtained does not run (said ${version ?? 'nothing'})`,
      );
    }
    await rename(made, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
