import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { MmsynthError } from '../errors.ts';
import { abandonedPartials, partialOf } from './partial-file.ts';
import type { ExportTarget } from './target.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** An export into a directory, which is made if need be. Files are written beside their place and renamed into it. */
export function directoryTarget(out: string): ExportTarget {
  const root = resolve(out);
  const at = (name: string): string => join(root, ...name.split('/'));

  async function reaching<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new MmsynthError(
        'output_unwritable',
        `${join(out, name)}: cannot be used (${code ?? message}); choose another --out or make room.`,
        {
          cause: error,
        },
      );
    }
  }

  return {
    address: out,
    read: (name) =>
      reaching(name, () =>
        readFile(at(name)).catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error))),
      ),
    isEmpty: () =>
      reaching('', () =>
        readdir(root).then(
          (entries) => entries.length === 0,
          (error: unknown) => (isMissing(error) ? true : Promise.reject(error)),
        ),
      ),
    sweep: () =>
      reaching('', async () => {
        for (const path of await abandonedPartials(root)) await rm(path, { force: true });
      }),
    has: (name) =>
      stat(at(name)).then(
        (found) => found.isFile(),
        () => false,
      ),
    put: (name, bytes) =>
      reaching(name, async () => {
        const path = at(name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(partialOf(path), bytes);
        await rename(partialOf(path), path);
      }),
    open: (name) =>
      reaching(name, async () => {
        const path = at(name);
        await mkdir(dirname(path), { recursive: true });
        const file = await open(partialOf(path), 'w');
        let bytes = 0;
        return {
          write: (content) =>
            reaching(name, async () => {
              await file.appendFile(content);
              bytes += Buffer.byteLength(content);
            }),
          finish: () =>
            reaching(name, async () => {
              await file.sync();
              await file.close();
              await rename(partialOf(path), path);
              return bytes;
            }),
          async discard() {
            await file.close().catch(() => undefined);
            await rm(partialOf(path), { force: true });
          },
        };
      }),
    close: () => undefined,
  };
}
