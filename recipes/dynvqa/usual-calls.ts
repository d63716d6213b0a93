import type { ExpectedCall } from '../expected-calls.ts';

/** Tokens of one call of each kind; the agent's are the paper's means of a question (3,028 in, 477 out in about three turns). */
const usual = {
  plan: { promptTokens: 1000, completionTokens: 160 },
  solve: { promptTokens: 700, completionTokens: 60 },
  answer: { promptTokens: 500, completionTokens: 40 },
  short: { promptTokens: 250, completionTokens: 40 },
  query: { promptTokens: 15, completionTokens: 0 },
} as const;

/** How often a call is made. */
export interface Times {
  readonly calls: number;
  readonly atMost?: number;
}

/** Calls of one kind by a role, with the images that go with each. */
export const usualCalls = (model: string, kind: keyof typeof usual, times: Times, images = 0): ExpectedCall => ({
  model,
  ...times,
  ...usual[kind],
  images,
});
