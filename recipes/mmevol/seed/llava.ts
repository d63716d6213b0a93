import { z } from 'zod';
import type { QaItem } from '../qa-item.ts';
import { pairTurns } from './turns.ts';

const llavaRecord = z.looseObject({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) });

/** The items of a LLaVA record: `{id, image, conversations: [{from, value}]}`. */
export function readLlava(record: unknown): QaItem[] {
  return pairTurns(llavaRecord.parse(record).conversations);
}
