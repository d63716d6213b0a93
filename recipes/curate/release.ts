import type { RowFields } from '../outcome.ts';
import type { ReviewVerdict } from '../review.ts';
import type { SealedRows, WholeLine, WholeStage } from '../whole-stage.ts';
import type { Row } from '../item-program.ts';
import { curatedRow, fieldsOf } from './curated-row.ts';
import type { CurateOptions } from './options.ts';

/** Last stage: what passed, and what people kept of the flagged; without a verdict the policy of the spec decides (spec §a.1). */
export const release: WholeStage = async function* (inputs, services, context) {
  const { review } = context.options as CurateOptions;
  const verdicts = await services.reviewed('flag');
  let [reviewed, unreviewed] = [0, 0];
  for await (const row of (inputs['passed'] as SealedRows)()) yield released(row, {});
  for await (const row of (inputs['flagged'] as SealedRows)()) {
    const given = verdicts.get(row.id);
    if (given) reviewed += 1;
    else unreviewed += 1;
    if ((given?.verdict ?? review.onTimeout) === 'keep') yield released(row, given ? { reviewed: 'keep' } : {});
    else yield fallen(row, given);
  }
  yield { kind: 'facts', facts: { reviewed, unreviewed } };
};

function released(row: Row, more: RowFields): WholeLine {
  return { kind: 'row', fields: { ...fieldsOf(row), ...more }, parents: [row] };
}

function fallen(row: Row, given: ReviewVerdict | undefined): WholeLine {
  const [first] = curatedRow.parse(row).flags ?? [];
  const { rule = '', value = 0, threshold = 0 } = first ?? {};
  return {
    kind: 'dropped',
    row,
    reason: given ? 'reviewed_out' : 'unreviewed',
    detail: {
      rule,
      value,
      threshold,
      ...(given?.by === undefined ? {} : { by: given.by }),
      ...(given?.note === undefined ? {} : { note: given.note }),
    },
  };
}
