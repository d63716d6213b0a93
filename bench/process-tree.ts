import { readFile } from 'node:fs/promises';
import { cpuMsOf } from './cpu-time.ts';

/** This process and those it started, as Linux's /proc tells. */
async function family(): Promise<readonly number[]> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return [process.pid, ...children.split(' ').filter(Boolean).map(Number)];
}

/** CPU milliseconds by process id. */
export async function cpuByProcess(): Promise<ReadonlyMap<number, number>> {
  return new Map(await Promise.all((await family()).map(async (pid) => [pid, await cpuMsOf(pid)] as const)));
}

/** Resident MiB of all together. */
export async function residentMb(): Promise<number> {
  const statuses = await Promise.all(
    (await family()).map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  );
  const kilobytes = statuses.reduce((sum, status) => sum + Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0), 0);
  return Math.round(kilobytes / 1024);
}
