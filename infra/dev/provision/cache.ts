import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Environment, setting } from '../environment.ts';

/** Where programs that were built or fetched are kept: MMSYNTH_CACHE, else $XDG_CACHE_HOME/mmsynth, else ~/.cache/mmsynth. */
export const cacheFolder = (env: Environment = process.env): string => {
  const xdg = setting(env, 'XDG_CACHE_HOME');
  return (
    setting(env, 'MMSYNTH_CACHE') ?? (xdg === undefined ? join(homedir(), '.cache', 'mmsynth') : join(xdg, 'mmsynth'))
  );
};

/** The place of a program in the cache; the version is in the name, so another release never meets an older file. */
export const cachedBinary = (name: string, version: string, env: Environment = process.env): string =>
  join(cacheFolder(env), 'bin', `${name}-${version}`);
