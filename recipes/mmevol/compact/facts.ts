import type { ImageRecord } from '../image-record.ts';
import { objectKey } from '../skill-names.ts';
import { boxClauses, placeClauses } from './box-facts.ts';
import { clauseOf, headOf, sentences, type Clause } from './clause.ts';
import { confirmedBoxes } from './confirmed-boxes.ts';
import { mentions } from './mentions.ts';
import { plainPair } from './plain-pair.ts';

/** Something the record says, as one sentence. */
export interface Fact extends Clause {
  readonly sentence: string;
  /** `caption`, `boxes`, `text`, or `qa/<index>`: the answer it stands in. */
  readonly source: string;
  /** Things it is about, the one its subject names first. */
  readonly things: readonly string[];
}

/** Lines of read text that are more than a number or a stray letter. */
const legible = /\p{L}{4,}/u;

function fact(source: string, { subject, rest }: Clause, labels: readonly string[]): Fact {
  const text = `${subject} ${rest}.`;
  const named = labels.filter((label) => mentions(subject, label));
  const others = labels.filter((label) => mentions(rest, label));
  const head = named.length > 0 ? named : [headOf(subject)];
  return {
    subject,
    rest,
    source,
    sentence: text.charAt(0).toUpperCase() + text.slice(1),
    things: [...new Set([...head, ...others].map(objectKey))].filter((thing) => thing !== ''),
  };
}

/**
 * Every fact a question can be asked about: from the caption, the boxes, the first line of text read, then from the answers of
 * the list. Nothing else is known of the photo. Of a detector's boxes only the places are told: it misses things, so that one
 * box of a kind is not the only such thing, and no other can be placed beside "the" one.
 */
export function factsOf(record: ImageRecord): Fact[] {
  const { caption, text_seen: lines = [], conversations } = record;
  const det = confirmedBoxes(record);
  const labels = [...new Set(det.map(({ label }) => objectKey(label)))];
  const spoken = (source: string, text: string) =>
    sentences(text).flatMap((sentence) => {
      const clause = clauseOf(sentence);
      return clause ? [fact(source, clause, labels)] : [];
    });
  const line = lines.find((text) => legible.test(text));
  return [
    ...spoken('caption', caption ?? ''),
    ...(record.text_seen ? placeClauses : boxClauses)(det).map((clause) => fact('boxes', clause, labels)),
    ...(line === undefined
      ? []
      : [fact('text', { subject: `the text "${line}"`, rest: 'can be read in the photo' }, ['text'])]),
    ...conversations.flatMap((item, index) => spoken(`qa/${index}`, plainPair(item).answer)),
  ];
}
