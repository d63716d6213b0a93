import { z } from 'zod';

/** What the schedule depends on; other options pass through unread. */
export const planOptions = z.object({
  /** Evolution rounds; the paper runs three. @default 3 */
  rounds: z.number().int().min(1).max(99).default(3),
});
export type PlanOptions = z.infer<typeof planOptions>;

/**
 * MMEvol's schedule: every image runs `rounds` rounds of the one map stage `evolve`, independent of all others (lanes).
 * A round's input is each image's newest non-empty list, so an image a round gave nothing for is evolved from its parent again.
 */
export const plan = {
  shape: 'lanes',
  stages: ['evolve'],
  rounds: (options: unknown): number => planOptions.parse(options ?? {}).rounds,
} as const;
