import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VisionError } from './vision-error.ts';

/**
 * Path of a program of this folder in its compiled form, as a process or thread of its own needs it: beside this file when it is
 * compiled too, else in the build. Throws VisionError `not_built`.
 *
 * @param name below this folder, without its ending
 */
export function compiledFile(name: string): string {
  const beside = import.meta.url.endsWith('.js') ? `./${name}.js` : `../../dist/activities/vision/${name}.js`;
  const file = fileURLToPath(new URL(beside, import.meta.url));
  if (existsSync(file)) return file;
  throw new VisionError('not_built', `the program ${name} of the local vision is not compiled; run the build first`);
}
