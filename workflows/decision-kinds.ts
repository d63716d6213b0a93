import type { Decision } from '../activities/campaigns/decisions.ts';

/** `accept`, `review`, `stop` and `trainer` are made by a recipe's rounds, the others by people or the budget. */
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
  'review',
  'stop',
  'trainer',
] as const satisfies readonly Decision['kind'][];
