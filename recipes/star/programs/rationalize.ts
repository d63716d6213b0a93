import type { ItemProgram } from '../../item-program.ts';
import type { StarOptions } from '../options.ts';
import { problemOf, problemRow } from '../problem-row.ts';
import { promptFor } from '../prompt.ts';
import { attempt, wrongDetail, wrongness } from './attempt.ts';
import { hasFewShot } from './few-shot.ts';
import { rationaleRow } from './rationale-row.ts';

/** One attempt with the answer as a hint at a problem that was wrong or without answer in the same iteration. */
export const rationalize: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as StarOptions;
  const row = problemRow.parse(current);
  const problem = problemOf(current, options);
  const fewShot = hasFewShot(options, context.round - 1);
  const messages = promptFor(problem, { hint: true, fewShot, image: row.image?.sha256 });
  const ask = { name: 'rationalize', messages, temperature: options.temperature };
  const attempted = await attempt(problem, ask, services, context);
  if (!attempted.correct) return { kind: 'dropped', reason: wrongness(attempted), detail: wrongDetail(attempted) };
  const found = { row, problem, attempted, source: 'rationalized', sample: 0, fewShot } as const;
  return { kind: 'kept', rows: [await rationaleRow(found, services, context)] };
};
