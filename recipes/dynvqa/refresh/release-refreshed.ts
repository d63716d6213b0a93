import { z } from 'zod';
import type { WholeStage } from '../../whole-stage.ts';
import type { RefreshOptions } from '../options.ts';
import { releaseFacts } from '../gold/release-facts.ts';
import { refreshedGold } from './refresh.ts';
import { rowsOf } from '../sealed-input.ts';

/** The new release: every question of the old one with its state, in the old order. A question that stands twice falls. */
export const releaseRefreshed: WholeStage = async function* (inputs, _, context) {
  const { version, asOf } = context.options as RefreshOptions;
  const counts = releaseFacts(version, asOf);
  const verdicts: Record<string, number> = { carried: 0, changed: 0, pending: 0, retired: 0, unchanged: 0 };
  const seen = new Set<string>();
  for await (const row of rowsOf(inputs, 'questions')) {
    const question = refreshedGold.parse(row);
    if (seen.has(question.question_id)) {
      yield { kind: 'dropped', row, reason: 'duplicate', detail: { question_id: question.question_id } };
      continue;
    }
    seen.add(question.question_id);
    counts.count(question);
    const { verdict } = question.refresh;
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    yield { kind: 'row', fields: z.record(z.string(), z.json()).parse(question), parents: [row] };
  }
  const found = Object.fromEntries(Object.entries(verdicts).map(([verdict, count]) => [`verdict_${verdict}`, count]));
  yield { kind: 'facts', facts: { ...counts.facts(), ...found } };
};
