import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../campaign-harness/program.ts';
import type { World } from '../campaign-harness/world.ts';
import type { ChaosEvent } from './schedule.ts';

/** Seconds a worker may be silent in these campaigns, and how long a stalled program sleeps: it wakes up a zombie. */
export const heartbeatSeconds = 3;
const stallMs = heartbeatSeconds * 1000 + 1500;

/** The two workers of a campaign; one that was killed is replaced. */
export type Pair = [Program, Program];

/** Does one event to the world and brings back what it killed. */
export async function inflict(world: World, workers: Pair, { fault, victim, worker }: ChaosEvent): Promise<void> {
  if (fault === 'kill') return kill(world, workers, victim, worker);
  const signal = signaller(world, workers[worker], victim);
  await signal('SIGSTOP');
  await sleep(stallMs);
  await signal('SIGCONT');
}

async function kill(world: World, workers: Pair, victim: ChaosEvent['victim'], worker: 0 | 1): Promise<void> {
  switch (victim) {
    case 'worker':
      await workers[worker].end('SIGKILL');
      workers[worker] = await world.startWorker();
      return;
    case 'endpoint':
      await world.endpoint.kill();
      return world.endpoint.start();
    default:
      await world.stack.kill(victim);
      return world.stack.up();
  }
}

function signaller(world: World, worker: Program, victim: ChaosEvent['victim']) {
  return async (name: NodeJS.Signals): Promise<void> => {
    if (victim === 'worker') worker.signal(name);
    else if (victim === 'endpoint') world.endpoint.signal(name);
    else await world.stack.signal(victim, name);
  };
}
