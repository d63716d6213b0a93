import type { Environment } from '../environment.ts';
import { download } from './download.ts';
import { findOnPath, isExecutable } from './executable.ts';
import { goInstall } from './go-install.ts';
import type { Machine } from './sources.ts';

/** The machine this process runs on. */
export const thisMachine = (env: Environment = process.env): Machine => ({
  env,
  findOnPath: (name) => findOnPath(name, env),
  isExecutable,
  download,
  goInstall: goInstall(env),
});
