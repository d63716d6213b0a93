import { startStack } from '../../infra/dev/index.ts';
import { openSumsWorld, type SumsWorld } from './training-world.ts';

/** For jest: with nothing in the cache the trainer's Python and its base models are made first. */
export const trainerPatienceMs = 1_200_000;

/** A home with a worker and the embedded trainer, whose models really learn. */
export async function openTrainerWorld(): Promise<SumsWorld> {
  const world = await openSumsWorld([1], 1);
  await startStack({ home: world.home, env: world.env, parts: ['trainer'] });
  await world.startWorker();
  return world;
}
