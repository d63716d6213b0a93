import type { RowFields } from '../../outcome.ts';
import type { WholeStage } from '../../whole-stage.ts';

/** The campaign's dataset: the training set of the best iteration so far, in its order. The other iterations' sets are not read. */
export const release: WholeStage = async function* (inputs, _, { facts }) {
  const { bestIteration = 0 } = facts['assessed'] ?? {};
  const best = inputs[`iteration${bestIteration}`];
  if (!best) throw new Error(`iteration ${bestIteration} has no training set`);
  let records = 0;
  for await (const row of best()) {
    const { id, origin, parents: _parents, calls: _calls, round: _round, ...fields } = row;
    records += 1;
    yield { kind: 'row', fields: fields as RowFields, parents: [{ id, origin }] };
  }
  yield { kind: 'facts', facts: { bestIteration, records } };
};
