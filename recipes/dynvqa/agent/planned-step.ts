import { z } from 'zod';

/** What the planner may do in a step. `none`: think only, no search. */
export const plannedStep = z.discriminatedUnion('action', [
  z.object({ action: z.literal('search_text'), thought: z.string(), subQuestion: z.string(), query: z.string() }),
  z.object({ action: z.literal('search_images'), thought: z.string(), subQuestion: z.string(), query: z.string() }),
  z.object({ action: z.literal('search_by_image'), thought: z.string(), subQuestion: z.string() }),
  z.object({ action: z.literal('none'), thought: z.string(), subQuestion: z.string() }),
  z.object({ action: z.literal('answer'), thought: z.string(), answer: z.string() }),
]);
export type PlannedStep = Readonly<z.infer<typeof plannedStep>>;

/** The planner's answer in JSON, as response format. */
export const planSchema = {
  name: 'plan',
  schema: {
    type: 'object',
    properties: {
      thought: { type: 'string', maxLength: 600 },
      subQuestion: { type: 'string', maxLength: 200 },
      action: { type: 'string', enum: ['search_by_image', 'search_text', 'search_images', 'answer'] },
      query: { type: 'string', maxLength: 200 },
      answer: { type: 'string', maxLength: 200 },
    },
    required: ['thought', 'action'],
    additionalProperties: false,
  },
};

/** The same while an answer is not taken yet: one of the searches, in full. */
export const searchSchema = {
  name: 'search',
  schema: {
    type: 'object',
    properties: {
      thought: { type: 'string', maxLength: 200 },
      subQuestion: { type: 'string', maxLength: 120 },
      action: { type: 'string', enum: ['search_by_image', 'search_text', 'search_images'] },
      query: { type: 'string', maxLength: 120 },
    },
    required: ['thought', 'subQuestion', 'action', 'query'],
    additionalProperties: false,
  },
};

/** The demanded answer. */
export const finalSchema = {
  name: 'final',
  schema: {
    type: 'object',
    properties: {
      action: { type: 'string', enum: ['answer'] },
      thought: { type: 'string', maxLength: 200 },
      answer: { type: 'string', maxLength: 200 },
    },
    required: ['action', 'thought', 'answer'],
    additionalProperties: false,
  },
};
