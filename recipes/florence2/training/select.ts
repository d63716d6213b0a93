import type { WholeStage } from '../../whole-stage.ts';
import type { Florence2Options } from '../options.ts';
import { pictureRow } from '../picture-row.ts';
import { labelledRow } from '../seed/labels.ts';
import { chatRecord } from './chat-record.ts';
import { florenceRecords } from './florence-records.ts';

/**
 * The training set of a round: the accepted annotations as questions and answers. Pictures of the gold set are never trained on,
 * and those that nothing is known of teach nothing.
 */
export const select: WholeStage = async function* ({ accepted, gold }, _, context) {
  const { florence, chat } = context.options as Florence2Options;
  const measured = new Set<string>();
  for await (const row of gold?.() ?? []) measured.add(labelledRow.parse(row).image.sha256);
  let records = 0;
  for await (const row of accepted?.() ?? []) {
    const picture = pictureRow.parse(row);
    if (measured.has(picture.image.sha256)) {
      yield { kind: 'dropped', row, reason: 'gold_picture' };
      continue;
    }
    if (picture.annotations.length === 0) {
      yield { kind: 'dropped', row, reason: 'nothing_known' };
      continue;
    }
    const asked = florence ? florenceRecords(picture) : chat ? [chatRecord(picture, chat)] : [];
    for (const record of asked) yield { kind: 'row', fields: { ...record }, parents: [row] };
    records += asked.length;
  }
  yield { kind: 'facts', facts: { records } };
};
