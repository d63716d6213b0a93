import { readFile } from 'node:fs/promises';

/** Kernel clock ticks a second, as on every Linux. */
const ticksPerSecond = 100;

/** CPU milliseconds (user and system) another process has used so far; 0 where /proc does not tell. */
export async function cpuMsOf(pid: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
  } catch {
    return 0;
  }
}

export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
