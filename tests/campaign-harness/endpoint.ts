import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptedOptions } from '../../bench/scripted-endpoint/options.ts';
import type { ScriptedStats } from '../../bench/scripted-endpoint/server.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { startProgram, type Program } from './program.ts';

/** The scripted endpoint in a process of its own, answering as MMEvol's models do; its counts outlive a kill -9. */
export interface TestEndpoint {
  readonly baseUrl: string;
  stats(): Promise<ScriptedStats>;
  /** Sampling seeds of all requests ever received, in order, from the counts on disk. */
  asks(): Promise<readonly number[]>;
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Starts it again on its port, with its counts, and with other options where given. */
  start(options?: ScriptedOptions): Promise<void>;
  stop(): Promise<void>;
}

export async function testEndpoint(home: string, initial: ScriptedOptions): Promise<TestEndpoint> {
  const countsFile = join(home, 'endpoint-counts.log');
  const env = cleanEnvironment(home);
  let options: ScriptedOptions = { answer: 'mmevol', rowIs: 'seed', ...initial, countsFile };
  const launch = (): Promise<Program> =>
    startProgram('bench/scripted-endpoint/serve.js', ['--options', JSON.stringify(options)], env);
  let program: Program | undefined = await launch();
  const { baseUrl, port } = JSON.parse(program.firstLine) as { baseUrl: string; port: number };
  const end = async (name: NodeJS.Signals): Promise<void> => {
    await program?.end(name);
    program = undefined;
  };
  return {
    baseUrl,
    async stats() {
      return (await (await fetch(new URL('/stats', baseUrl))).json()) as ScriptedStats;
    },
    async asks() {
      const lines = (await readFile(countsFile, 'utf8')).split('\n').filter((line) => line.startsWith('ask '));
      return lines.map((line) => Number(line.split(' ')[2]));
    },
    kill: () => end('SIGKILL'),
    signal: (name) => program?.signal(name),
    async start(changed = {}) {
      options = { ...options, ...changed, port };
      program = await launch();
    },
    stop: () => end('SIGTERM'),
  };
}
