import { execFile } from 'node:child_process';
import { compiledEntry } from '../../infra/dev/package-root.ts';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled command to its end. */
export function runCommand(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const options = { env, cwd, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, [compiledEntry('cli/main.js'), ...args], options, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error ?? new Error('the command was ended by a signal'));
    });
  });
}
