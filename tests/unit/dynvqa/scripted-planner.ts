import { planNext } from '../../../bench/scripted-endpoint/answers/omnisearch/answer.ts';
import type { Asked, Scripted } from '../shard-runner/scripted-gateway.ts';

/** The scripted endpoint's planner as a script of the gateway. */
export function scriptedPlanner({ prompt, last, messages }: Asked): Scripted {
  const replies = messages.filter(({ role }) => role === 'assistant').length;
  return { text: JSON.stringify(planNext({ prompt, last, replies })), tokens: 10 };
}
