import { z } from 'zod';

/** Heartbeat details of a training, shown by `status`. */
export const trainingProgress = z.object({
  round: z.int(),
  stage: z.string(),
  /** `writing the training file`, `waiting`, `running`. */
  doing: z.string(),
  job: z.string().exactOptional(),
  step: z.number().exactOptional(),
  steps: z.number().exactOptional(),
  loss: z.number().exactOptional(),
  waitingFor: z.string().exactOptional(),
});
export type TrainingProgress = Readonly<z.infer<typeof trainingProgress>>;
