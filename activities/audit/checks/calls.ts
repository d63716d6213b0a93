import type { CallRef } from '../../../recipes/item-program.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { JournalEntry } from '../../artifacts/journal-entry.ts';
import type { Finding } from './finding.ts';
import type { StoredShard } from './stored-shard.ts';

/** Journaled answers by call key and the answer's sha256. */
export type AnswerIndex = ReadonlyMap<string, ReadonlyMap<string, JournalEntry>>;

export function indexAnswers(entries: Iterable<JournalEntry>): AnswerIndex {
  const index = new Map<string, Map<string, JournalEntry>>();
  for (const entry of entries) {
    const answers = index.get(entry.key) ?? new Map<string, JournalEntry>();
    index.set(entry.key, answers);
    answers.set(sha256(entry.answer), entry);
  }
  return index;
}

/** Every call of every line is journaled with the answer the line names, and no kept row rests on a cut-short answer unless the stage takes those. */
export function checkCalls(
  { rows, rejects }: StoredShard,
  index: AnswerIndex,
  cutShortAnswers: 'resample' | 'take' = 'resample',
): Finding[] {
  const excused = new Set(rejects.filter(({ reason }) => reason === 'cut_short').map(({ origin }) => origin));
  const lines = [
    ...rows.map(({ id, origin, calls }) => ({ at: id, calls, kept: !excused.has(origin) })),
    ...rejects.map(({ origin, calls }) => ({ at: origin, calls, kept: false })),
  ];
  return lines.flatMap(({ at, calls, kept }) => [
    ...calls.flatMap((call) => missing(at, call, index)),
    ...(kept && cutShortAnswers === 'resample' ? cutShort(at, calls, index) : []),
  ]);
}

function missing(at: string, { key, answer }: CallRef, index: AnswerIndex): Finding[] {
  const answers = index.get(key);
  if (!answers) return [{ code: 'answer_missing', at, message: `call ${key} is not in the journal` }];
  if (!answers.has(answer))
    return [{ code: 'answer_mismatch', at, message: `call ${key} was answered otherwise than ${answer}` }];
  return [];
}

/** A cut-short answer is asked again, so beside it stands one of the same call that was not: only that one can be used. */
function cutShort(at: string, calls: readonly CallRef[], index: AnswerIndex): Finding[] {
  const whole = new Map<string, boolean>();
  for (const { key, answer } of calls) {
    const entry = index.get(key)?.get(answer);
    if (!entry) continue;
    const call = `${entry.call}#${entry.sample}`;
    whole.set(call, (whole.get(call) ?? false) || entry.finishReason !== 'length');
  }
  return [...whole].flatMap(([call, ok]): Finding[] =>
    ok ? [] : [{ code: 'answer_cut_short', at, message: `${call} has only answers that were cut short` }],
  );
}
