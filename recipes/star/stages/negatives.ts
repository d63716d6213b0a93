import { z } from 'zod';
import { row } from '../../item-program.ts';
import type { WholeStage } from '../../whole-stage.ts';

const wrongAttempt = row.extend({
  reason: z.string(),
  unit: z.string().optional(),
  detail: z.object({ answer: z.string().nullable(), output: z.string() }).optional(),
});

/** The side table of verifiers (V-STaR): every wrong attempt of the iteration, under the problem it was made at. */
export const negatives: WholeStage = async function* ({ wrong }, _, context) {
  let rows = 0;
  for await (const line of wrong?.() ?? []) {
    if (line['kind'] !== 'dropped') continue;
    const { id, origin, reason, unit = 'sample/0', detail } = wrongAttempt.parse(line);
    // Of several attempts the line of the problem itself holds none.
    if (!detail) continue;
    rows += 1;
    yield {
      kind: 'row',
      fields: { iteration: context.round, label: 'wrong', reason, sample: Number(unit.split('/')[1]), ...detail },
      parents: [{ id, origin }],
    };
  }
  yield { kind: 'facts', facts: { negatives: rows } };
};
