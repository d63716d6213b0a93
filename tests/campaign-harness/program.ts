import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { compiledEntry } from '../../infra/dev/package-root.ts';

/** A compiled program in a process of its own. */
export interface Program {
  readonly pid: number;
  /** First line it wrote, which says that it is ready. */
  readonly firstLine: string;
  signal(name: NodeJS.Signals): void;
  /** Sends a signal and waits for the end; gives the exit code, null where the signal ended it. */
  end(name: NodeJS.Signals): Promise<number | null>;
  running(): boolean;
  /** What it wrote to stderr. */
  stderr(): string;
}

/** Starts `dist/<entry>` and waits for its first line. Throws with what it said where it ends before. */
export async function startProgram(
  entry: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Program> {
  const child = spawn(process.execPath, [compiledEntry(entry), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  let endAsked = false;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  void ended.then(([code]) => {
    if (!endAsked) process.stderr.write(`${entry} ended by itself with ${code ?? child.signalCode}: ${stderr}\n`);
  });
  const firstLine = await Promise.race([firstLineOf(child), ended.then(() => undefined)]);
  if (firstLine === undefined) throw new Error(`${entry} ended at its start: ${stderr}`);
  return {
    pid: child.pid as number,
    firstLine,
    signal: (name) => void child.kill(name),
    async end(name) {
      endAsked = true;
      child.kill(name);
      return (await ended)[0];
    },
    running: () => child.exitCode === null && child.signalCode === null,
    stderr: () => stderr,
  };
}

function firstLineOf(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}
