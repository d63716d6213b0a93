import type { ImageRecord, LabelledBox } from '../image-record.ts';
import { sentences } from './clause.ts';
import { mentions } from './mentions.ts';
import { plainPair } from './plain-pair.ts';
import { isNegated } from './words.ts';

/** What caption and list say is there: every sentence without a "not". A question counts where its answer is no plain no. */
function affirmed({ caption, conversations }: ImageRecord): string[] {
  const asked = conversations.map(plainPair).flatMap(({ question, answer }) => {
    const told = sentences(answer);
    return isNegated(told[0] ?? '') ? told.slice(1) : [question, ...told];
  });
  return [...sentences(caption ?? ''), ...asked].filter((sentence) => !isNegated(sentence));
}

/**
 * Boxes whose label can be relied on: the seed's all, those of the detector where caption or list name the thing too. No score
 * separates its right labels from its wrong ones.
 */
export function confirmedBoxes(record: ImageRecord): readonly LabelledBox[] {
  if (!record.text_seen) return record.det;
  const said = affirmed(record);
  return record.det.filter(({ label }) => said.some((sentence) => mentions(sentence, label)));
}
