import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Where a file stands until it is whole: beside its place, under the writer's process id. */
export const partialOf = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.partial`);

const partialName = /^\..+\.(\d+)\.partial$/u;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Paths, at any depth below a directory, of files whose writer died before they were whole. */
export async function abandonedPartials(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    const writer = entry.isFile() ? partialName.exec(entry.name)?.[1] : undefined;
    return writer === undefined || isAlive(Number(writer)) ? [] : [join(entry.parentPath, entry.name)];
  });
}
