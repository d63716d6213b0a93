import { z } from 'zod';
import { row } from '../../item-program.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { SealedRows } from '../../whole-stage.ts';

const measured = row.extend({ class: z.string(), answer: z.string().nullable(), correct: z.boolean() });

interface Tally {
  right: number;
  asked: number;
}

/** Right and asked of a dev set, all together under '' and by class. */
export async function tallyAnswers(rows: SealedRows | undefined): Promise<ReadonlyMap<string, Readonly<Tally>>> {
  const tallies = new Map<string, Tally>();
  for await (const line of rows?.() ?? []) {
    const { class: name, correct } = measured.parse(line);
    for (const key of ['', name]) {
      const tally = tallies.get(key) ?? { right: 0, asked: 0 };
      tallies.set(key, { right: tally.right + (correct ? 1 : 0), asked: tally.asked + 1 });
    }
  }
  return tallies;
}

/** Facts `<name>` and `<name>/<class>`: the share of right answers, 0 to 1. None where nothing was asked. */
export function accuracyFacts(name: string, tallies: ReadonlyMap<string, Readonly<Tally>>): StageFacts {
  const entries = [...tallies].map(
    ([of, { right, asked }]) => [of === '' ? name : `${name}/${of}`, right / asked] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
