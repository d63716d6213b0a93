import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../campaign-harness/program.ts';
import { until } from '../campaign-harness/until.ts';
import type { World } from '../campaign-harness/world.ts';
import type { ChaosEvent } from './schedule.ts';

/** Seconds a worker may be silent in these campaigns, and how long a stalled program sleeps: it wakes up a zombie. */
export const heartbeatSeconds = 3;
const stallMs = heartbeatSeconds * 1000 + 1500;

/** The two workers of a campaign; one that was killed is replaced. */
export type Pair = [Program, Program];

/** Does one event to the campaign's world and brings back what it killed. */
export async function inflict(world: World, campaign: string, workers: Pair, event: ChaosEvent): Promise<void> {
  switch (event.fault) {
    case 'kill':
      return kill(world, workers, event.victim, event.worker);
    case 'stall':
      return stall(signaller(world, workers[event.worker], event.victim));
    case 'full':
      return fillStore(world, campaign);
  }
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

async function stall(signal: (name: NodeJS.Signals) => Promise<void>): Promise<void> {
  await signal('SIGSTOP');
  await sleep(stallMs);
  await signal('SIGCONT');
}

/** No write succeeds until `status` says that the campaign waits for the store; one that had just ended has nothing to write. */
async function fillStore(world: World, campaign: string): Promise<void> {
  await world.stack.limitFileSize('s3', 0);
  await until('the campaign to say that it waits for the store', async () => {
    const { state, waitingFor } = await world.status(campaign);
    return state === 'completed' || waitingFor.some((what) => what.startsWith('object store: '));
  });
  await world.stack.limitFileSize('s3', undefined);
}

function signaller(world: World, worker: Program, victim: ChaosEvent['victim']) {
  return async (name: NodeJS.Signals): Promise<void> => {
    if (victim === 'worker') worker.signal(name);
    else if (victim === 'endpoint') world.endpoint.signal(name);
    else await world.stack.signal(victim, name);
  };
}
