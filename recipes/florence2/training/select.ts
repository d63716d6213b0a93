import type { Row } from '../../item-program.ts';
import type { WholeStage } from '../../whole-stage.ts';
import type { Florence2Options } from '../options.ts';
import { pictureRow, type PictureRow } from '../picture-row.ts';
import { labelledRow } from '../seed/labels.ts';
import { chatRecord } from './chat-record.ts';
import { florenceRecords } from './florence-records.ts';
import { mostOthers } from './original.ts';
import type { TrainingRecord } from './training-record.ts';

/**
 * The training set of a round: the accepted annotations as questions and answers. Pictures of the gold set are never trained on, those
 * that nothing is known of teach nothing, and so many records that rest on later rounds are left out, drawn by their picture and
 * task, that labels of people and of round 1 keep their share.
 */
export const select: WholeStage = async function* ({ accepted = nothing, gold = nothing }, _, context) {
  const { florence, chat, training } = context.options as Florence2Options;
  const measured = new Set<string>();
  for await (const row of gold()) measured.add(labelledRow.parse(row).image.sha256);
  const recordsOf = (picture: PictureRow): readonly TrainingRecord[] =>
    florence ? florenceRecords(picture) : chat ? [chatRecord(picture, chat)] : [];

  const there = { original: 0, others: 0 };
  for await (const row of accepted()) {
    const picture = pictureRow.parse(row);
    if (faultOf(picture, measured) !== undefined) continue;
    for (const { original } of recordsOf(picture)) there[original ? 'original' : 'others'] += 1;
  }
  const open = {
    places: mostOthers(there.original, there.others, training?.originalShare ?? 0),
    records: there.others,
  };
  // Each of so many records has the same chance of one of the places left, and all places are taken.
  const takes = (purpose: string): boolean => {
    const taken = context.draw(purpose) * open.records < open.places;
    open.records -= 1;
    if (taken) open.places -= 1;
    return taken;
  };

  const taken = { original: 0, others: 0 };
  for await (const row of accepted()) {
    const picture = pictureRow.parse(row);
    const fault = faultOf(picture, measured);
    if (fault !== undefined) {
      yield { kind: 'dropped', row, reason: fault };
      continue;
    }
    const asked = recordsOf(picture);
    const kept = asked.filter(({ original, prompt }) => original || takes(`mix ${picture.image.sha256} ${prompt}`));
    if (asked.length > 0 && kept.length === 0) yield { kind: 'dropped', row, reason: 'over_share' };
    for (const record of kept) {
      taken[record.original ? 'original' : 'others'] += 1;
      yield { kind: 'row', fields: { ...record }, parents: [row] };
    }
  }
  const records = taken.original + taken.others;
  yield { kind: 'facts', facts: { records, originalShare: records === 0 ? 0 : taken.original / records } };
};

function faultOf(picture: PictureRow, measured: ReadonlySet<string>): 'gold_picture' | 'nothing_known' | undefined {
  if (measured.has(picture.image.sha256)) return 'gold_picture';
  return picture.annotations.length === 0 ? 'nothing_known' : undefined;
}

async function* nothing(): AsyncGenerator<Row> {}
