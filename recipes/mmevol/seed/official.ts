import { z } from 'zod';
import { normalisePosition, step, type QaItem } from '../qa-item.ts';
import { BadSeed } from './bad-seed.ts';
import { seedItem } from './turns.ts';

const seedQa = z.looseObject({
  image_position: z.string().default('single'),
  objects: z.array(z.string()).default([]),
  skills: z.array(z.string()).default([]),
  format: z.string().default('Norm'),
  question: z.string(),
  steps: z.array(step).default([]),
  answer: z.string(),
});
const officialRecord = z.looseObject({ conversations_v0: z.array(seedQa) });

/** The items of an official SEED-163K record (section 2.1): its `conversations_v0`. */
export function readOfficial(record: unknown): QaItem[] {
  const { conversations_v0: list } = officialRecord.parse(record);
  if (list.length === 0) throw new BadSeed('no_turns', 'conversations_v0 is empty');
  return list.map(({ question, answer, image_position, objects, skills, format, steps }) => ({
    ...seedItem(question, answer),
    image_position: normalisePosition(image_position),
    objects,
    skills,
    format,
    steps,
  }));
}
