import { join, resolve } from 'node:path';
import { type Environment, setting } from '../environment.ts';

/** Folder of the embedded stack's data, logs and process ids: MMSYNTH_HOME, else `.mmsynth` where the command runs. */
export const stackHome = (env: Environment = process.env, cwd: string = process.cwd()): string =>
  resolve(cwd, setting(env, 'MMSYNTH_HOME') ?? '.mmsynth');

export const stackPaths = (home: string) => ({
  stackFile: join(home, 'stack.json'),
  lock: join(home, 'stack.lock'),
  log: (part: string): string => join(home, 'logs', `${part}.log`),
  temporalDatabase: join(home, 'temporal', 'temporal.db'),
  /** Files, jobs and trained models. */
  trainer: join(home, 'trainer'),
  s3: {
    credentials: join(home, 's3', 'credentials.json'),
    objects: join(home, 's3', 'objects'),
    versions: join(home, 's3', 'versions'),
    /** There only where the file system has no extended attributes. */
    sidecar: join(home, 's3', 'sidecar'),
  },
});
