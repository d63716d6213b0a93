import { journalOf } from './artifacts.ts';
import type { World } from './world.ts';

/** What was paid for and what of it is durable, at one moment. */
export interface Census {
  /** Sampling seeds of journaled answers; a seed stands for its journal key. */
  readonly journaled: ReadonlySet<number>;
  /** Requests the endpoint had received. */
  readonly asks: number;
  /** Answers asked for and not yet journaled: in flight at the endpoint, or in a worker and not yet flushed. */
  readonly unsafe: number;
}

/** The sampling seed of a journal key, as the shard runner makes it. */
const seedOf = (key: string): number => parseInt(key.slice(0, 7), 16);

export async function takeCensus(world: World, campaign: string): Promise<Census> {
  const journaled = new Set((await journalOf(world.store(), campaign)).map(({ key }) => seedOf(key)));
  const asks = await world.endpoint.asks();
  return { journaled, asks: asks.length, unsafe: new Set(asks.filter((seed) => !journaled.has(seed))).size };
}

/** Seeds that were journaled at the census and asked again after it. */
export async function askedAgain(world: World, { journaled, asks }: Census): Promise<readonly number[]> {
  return (await world.endpoint.asks()).slice(asks).filter((seed) => journaled.has(seed));
}
