import { normalisePosition, type QaItem } from '../qa-item.ts';
import { BadSeed } from './bad-seed.ts';

const imageMarker = /<image>[ \t]*\r?\n?|\r?\n?[ \t]*<image>/g;

/** An item of a seed: no objects, skills or steps yet, format `Norm`, position `single`. */
export function seedItem(question: string, answer: string): QaItem {
  const plain = question.replaceAll(imageMarker, '').trim();
  const reply = answer.trim();
  if (plain === '') throw new BadSeed('empty_question', 'a turn has an empty question');
  if (reply === '') throw new BadSeed('empty_answer', 'a turn has an empty answer');
  const image_position = normalisePosition('single');
  return { image_position, objects: [], skills: [], format: 'Norm', question: plain, steps: [], answer: reply };
}

export interface Turn {
  readonly from: string;
  readonly value: string;
}

const askers: ReadonlySet<string> = new Set(['human', 'user']);
const answerers: ReadonlySet<string> = new Set(['gpt', 'assistant']);

/** Pairs turns 2k and 2k+1 into items; a leading system turn is left out. */
export function pairTurns(turns: readonly Turn[]): QaItem[] {
  const talk = turns[0]?.from === 'system' ? turns.slice(1) : turns;
  if (talk.length === 0) throw new BadSeed('no_turns', 'the conversation is empty');
  if (talk.length % 2 === 1)
    throw new BadSeed('odd_turns', `${talk.length} turns don't make pairs of question and answer`);
  const items: QaItem[] = [];
  for (let turn = 0; turn < talk.length; turn += 2) {
    const [ask, reply] = talk.slice(turn, turn + 2);
    if (!ask || !reply || !askers.has(ask.from) || !answerers.has(reply.from)) {
      throw new BadSeed('turn_order', `turns ${turn + 1} and ${turn + 2} are not a question and its answer`);
    }
    items.push(seedItem(ask.value, reply.value));
  }
  return items;
}
