import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';
import { failureReason } from './failure-reason.ts';
import type { RoundMethod } from './round-method.ts';
import { roundStages } from './round-stages.ts';
import { roundStart, type RoundOutcome, type RoundStart } from './shapes.ts';

/** Makes the workflow of a round from the recipes' methods. A failure carries its stable code as type. */
export function roundWorkflow(
  methods: Readonly<Record<string, RoundMethod>>,
): (input: RoundStart) => Promise<RoundOutcome> {
  return async function round(input) {
    const start = roundStart.parse(input);
    const method = methods[start.recipe];
    if (!method) throw ApplicationFailure.nonRetryable(`recipe '${start.recipe}' has no round`, 'spec_invalid');
    const stages = roundStages(start);
    try {
      const verdict = await method(stages);
      await condition(allHandlersFinished);
      const pool = stages.pool();
      return { stages: stages.sealed, verdict, ...(pool ? { pool } : {}) };
    } catch (error) {
      await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
      if (isCancellation(error)) throw error;
      const { type, message } = failureReason(error);
      throw ApplicationFailure.nonRetryable(message, type);
    }
  };
}
