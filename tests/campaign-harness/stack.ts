import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { readStack, stackEnvironment, startStack, stopStack } from '../../infra/dev/index.ts';
import { stackPaths } from '../../infra/dev/stack/home.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { until } from './until.ts';

export type Server = 'temporal' | 's3';

/** Temporal and S3 of a home of its own. */
export interface TestStack {
  /** Starts what does not run, on the ports and the data it had. */
  up(): Promise<void>;
  kill(server: Server): Promise<void>;
  signal(server: Server, name: NodeJS.Signals): Promise<void>;
  /** Bytes a file may have that the server writes; undefined lifts the limit. Needs Linux with util-linux's prlimit. */
  limitFileSize(server: Server, bytes: number | undefined): Promise<void>;
  /** Kills Temporal and removes its database. */
  forgetTemporal(): Promise<void>;
  down(): Promise<void>;
  /** What leads to the servers. */
  environment(): Readonly<Record<string, string>>;
}

/** Gone with all its threads; before that its port may still be taken. */
function isReaped(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

export function testStack(home: string): TestStack {
  const env = cleanEnvironment(home);
  const processOf = async (server: Server) => {
    const record = (await readStack(home)).parts[server];
    if (!record) throw new Error(`${server} was not started in ${home}`);
    return record.process;
  };
  const kill = async (server: Server): Promise<void> => {
    const victim = await processOf(server);
    process.kill(victim.pid, 'SIGKILL');
    await until(`the end of ${server}`, async () => isReaped(victim.pid));
  };
  return {
    async up() {
      await startStack({ home, env, parts: ['temporal', 's3'] });
    },
    kill,
    async signal(server, name) {
      process.kill((await processOf(server)).pid, name);
    },
    async limitFileSize(server, bytes) {
      const { pid } = await processOf(server);
      await promisify(execFile)('prlimit', [`--pid=${pid}`, `--fsize=${bytes ?? 'unlimited'}:`]);
    },
    async forgetTemporal() {
      await kill('temporal');
      await rm(dirname(stackPaths(home).temporalDatabase), { recursive: true, force: true });
    },
    async down() {
      await stopStack(home);
    },
    environment: () => stackEnvironment(home),
  };
}
