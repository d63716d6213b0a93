import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs another compiled bench to its end and gives the last line it prints: its result as JSON. Throws where it fails. */
export async function resultOf(name: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const program = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} exited ${code}: ${printed.slice(-400)} ${complaints.slice(-2000)}`);
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}
