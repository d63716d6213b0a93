import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { ScriptedOptions } from './scripted-endpoint/options.ts';
import type { ScriptedStats } from './scripted-endpoint/server.ts';

export interface ScriptedProcess {
  readonly baseUrl: string;
  readonly stats: () => Promise<ScriptedStats>;
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The scripted endpoint as a process of its own, so that it and what is measured have a core each. */
export async function startScriptedProcess(options: ScriptedOptions): Promise<ScriptedProcess> {
  const serve = fileURLToPath(new URL('./scripted-endpoint/serve.js', import.meta.url));
  const child = spawn(process.execPath, [serve, '--options', JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { baseUrl } = JSON.parse(line) as { baseUrl: string };
  const origin = new URL(baseUrl).origin;
  return {
    baseUrl,
    stats: async () => (await (await fetch(`${origin}/stats`)).json()) as ScriptedStats,
    reset: async () => void (await fetch(`${origin}/reset`, { method: 'POST' })),
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
