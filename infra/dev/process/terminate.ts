import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessIdentity, isAlive } from './identity.ts';

const POLL = 50;

const signal = (pid: number, name: 'SIGTERM' | 'SIGKILL'): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal.
  }
};

const endsWithin = async (identity: ProcessIdentity, ms: number): Promise<boolean> => {
  const deadline = Date.now() + ms;
  while (await isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL);
  }
  return true;
};

/**
 * Ends a process that `startDetached` started: SIGTERM, then after `grace` ms SIGKILL. What it leaves behind in its
 * process group is killed with it. A process that only has the same pid is left alone.
 */
export const terminate = async (
  identity: ProcessIdentity,
  grace: number,
): Promise<'absent' | 'terminated' | 'killed'> => {
  if (!(await isAlive(identity))) return 'absent';
  signal(identity.pid, 'SIGTERM');
  const gone = await endsWithin(identity, grace);
  if (!gone && (await isAlive(identity))) signal(identity.pid, 'SIGKILL');
  signal(-identity.pid, 'SIGKILL');
  await endsWithin(identity, 2000);
  return gone ? 'terminated' : 'killed';
};
