import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files into a folder; objects become JSON lines. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array | readonly object[]>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const body =
      typeof content === 'string' || content instanceof Uint8Array
        ? content
        : content.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(path, body);
  }
}
