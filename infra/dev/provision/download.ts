import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackError, messageOf } from '../errors.ts';
import { type OnProgress, withElapsed } from '../progress.ts';
import { stage } from './staging.ts';
import type { Program } from './sources.ts';

/** A host that does not answer within this time, in ms, counts as out of reach. */
const CONNECT_TIMEOUT = 8000;
/** The whole archive, about 50 MB, in ms. */
const TRANSFER_TIMEOUT = 10 * 60_000;

const fetchArchive = async (url: string, file: string): Promise<void> => {
  const connect = new AbortController();
  const timer = setTimeout(() => connect.abort(), CONNECT_TIMEOUT);
  const signal = AbortSignal.any([connect.signal, AbortSignal.timeout(TRANSFER_TIMEOUT)]);
  const response = await fetch(url, { signal }).finally(() => clearTimeout(timer));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
};

/**
 * Fetches the official archive. What vouches for it is TLS to the publisher's host, and that the program runs and
 * names the expected version; the publisher gives no checksum file for it to be held against.
 */
export const download = async (program: Program, target: string, onProgress: OnProgress): Promise<void> => {
  const url = program.archive?.(process.platform, process.arch);
  if (url === undefined) throw new StackError('part_unavailable', 'there is no official archive to fetch');
  const { host } = new URL(url);
  await stage(program, target, async (folder) => {
    const file = join(folder, 'archive.tar.gz');
    const step = { subject: program.name, message: `fetching ${program.version} from ${host}` };
    try {
      await withElapsed(onProgress, step, fetchArchive(url, file));
      await promisify(execFile)('tar', ['-xzf', file, '-C', folder, program.name]);
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
      throw new StackError('part_unavailable', `no download from ${host} (${messageOf(cause).trim().split('\n')[0]})`, {
        cause: error,
      });
    }
  });
};
