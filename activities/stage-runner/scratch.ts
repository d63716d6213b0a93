import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScratchFile, WholeServices } from '../../recipes/whole-stage.ts';

/** Scratch files of one attempt at a whole stage, in a folder of their own. */
export interface Scratch {
  readonly file: WholeServices['scratch'];
  remove(): Promise<void>;
}

export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-stage-'));
  const opened: Promise<FileHandle>[] = [];
  return {
    file: () => {
      const handle = open(join(folder, String(opened.length)), 'w+');
      opened.push(handle);
      return scratchFile(handle);
    },
    async remove() {
      const handles = await Promise.allSettled(opened);
      await Promise.all(handles.map((handle) => (handle.status === 'fulfilled' ? handle.value.close() : undefined)));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function scratchFile(handle: Promise<FileHandle>): ScratchFile {
  let size = 0;
  return {
    size: () => size,
    async append(bytes) {
      const at = size;
      size += bytes.length;
      const file = await handle;
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written);
        written += bytesWritten;
      }
    },
    async read(start, end) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
      const file = await handle;
      for (let filled = 0; filled < bytes.length;) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new Error('a scratch file is shorter than what was written');
        filled += bytesRead;
      }
      return bytes;
    },
  };
}
