import type { Decision } from '../activities/campaigns/decisions.ts';

/** `accept`, `reject`, `review`, `stop` and `trainer` are made by a recipe's rounds, the others by people or the budget. */
export const decisionKinds = [
  'launch',
  'pause',
  'unpause',
  'cancel',
  'resume',
  'retry',
  'operations',
  'budget',
  'fork',
  'accept',
  'reject',
  'review',
  'stop',
  'trainer',
] as const satisfies readonly Decision['kind'][];
