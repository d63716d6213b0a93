import { z } from 'zod';
import type { QaItem } from '../qa-item.ts';
import { BadSeed } from './bad-seed.ts';
import { pairTurns, seedItem } from './turns.ts';

const pair = z.object({ question: z.string(), answer: z.string() });
const messagePart = z.looseObject({ type: z.string(), text: z.string().optional() });
const message = z.object({ role: z.string(), content: z.union([z.string(), z.array(messagePart)]) });
const plainRecord = z.looseObject({
  turns: z.array(pair).optional(),
  messages: z.array(message).optional(),
  conversations: z.array(z.union([pair, z.object({ from: z.string(), value: z.string() })])).optional(),
  question: z.string().optional(),
  answer: z.string().optional(),
});

function textOf(content: z.infer<typeof message>['content']): string {
  return typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');
}

function itemsOfPairs(pairs: readonly z.infer<typeof pair>[]): QaItem[] {
  if (pairs.length === 0) throw new BadSeed('no_turns', 'the list of questions is empty');
  return pairs.map(({ question, answer }) => seedItem(question, answer));
}

/** The items of a plain JSONL record: `turns` of question and answer, chat `messages`, `conversations`, or one question and answer. */
export function readPlain(record: unknown): QaItem[] {
  const { turns, messages, conversations, question, answer } = plainRecord.parse(record);
  if (turns) return itemsOfPairs(turns);
  if (messages) return pairTurns(messages.map(({ role, content }) => ({ from: role, value: textOf(content) })));
  if (conversations) {
    const pairs = conversations.filter((entry) => 'question' in entry);
    return pairs.length > 0 ? itemsOfPairs(pairs) : pairTurns(conversations.filter((entry) => 'from' in entry));
  }
  if (question !== undefined && answer !== undefined) return itemsOfPairs([{ question, answer }]);
  throw new BadSeed('no_turns', 'the record has no turns, messages, conversations or question and answer');
}
