import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the sources as well as from the compiled files below it. */
export const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
};

/** A compiled entry, e.g. `workers/main.js`. Parts run compiled code, whoever starts them. */
export const compiledEntry = (path: string): string => join(packageRoot(), 'dist', path);
