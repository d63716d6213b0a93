import { z } from 'zod';
import { serviceUrl } from '../../recipes/service-url.ts';
import { jobTemplate } from '../training/job-manifest.ts';

/** The spec's `training`: who trains, and what is trained. */
export const trainingSettings = z
  .strictObject({
    /** Base model as the trainer knows it. Part of the identity. @default the model of `models.generator` */
    model: z.string().min(1).optional(),
    /** Base URL up to `/v1` of a service with OpenAI's fine-tuning API; `embedded` is the local stack's trainer. @default 'embedded' */
    baseUrl: z.union([z.literal('embedded'), serviceUrl]).default('embedded'),
    /** Name of the environment variable with the API key; the worker reads it. */
    apiKeyEnv: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
      .optional(),
    /** Program and arguments of a trainer of one's own, with `{file}`, `{model}`, `{steps}`, `{epochs}`, `{seed}`, `{name}` and `{out}` filled in. */
    command: z.array(z.string()).min(1).optional(),
    /** Run the command as a Kubernetes Job: a template of batch/v1, with the same places filled in. */
    kubernetes: z
      .strictObject({
        /** @default that of kubectl's context */
        namespace: z.string().min(1).optional(),
        job: jobTemplate,
      })
      .optional(),
    /** Lines of the training file: conversations, or a prompt with its completion. Part of the identity. @default 'chat' */
    format: z.enum(['chat', 'prompt']).default('chat'),
    /** What the trainer counts in: `steps` is ours (`n_steps`), OpenAI knows epochs only. Part of the identity. @default 'steps' */
    unit: z.enum(['steps', 'epochs']).default('steps'),
    /** Records of a step. Part of the identity. @default 8 */
    batchSize: z.int().min(1).default(8),
    /** Further hyperparameters as they are: `learning_rate_multiplier`. Part of the identity. */
    hyperparameters: z.record(z.string(), z.json()).default({}),
    /** Between two looks at a job, in seconds. @default 5 */
    pollSeconds: z.number().min(0.05).max(600).default(5),
  })
  .refine(({ command, kubernetes }) => !kubernetes || command !== undefined, {
    path: ['kubernetes'],
    error: 'a Kubernetes Job runs training.command: write it',
  });
export type TrainingSettings = z.infer<typeof trainingSettings>;

/** What of a training changes its model. */
export const trainingIdentity = z.strictObject({
  model: z.string().optional(),
  format: z.string(),
  unit: z.string(),
  batchSize: z.int(),
  hyperparameters: z.record(z.string(), z.json()),
});
export type TrainingIdentity = z.infer<typeof trainingIdentity>;

export function identityOfTraining({
  model,
  format,
  unit,
  batchSize,
  hyperparameters,
}: TrainingSettings): TrainingIdentity {
  return { ...(model === undefined ? {} : { model }), format, unit, batchSize, hyperparameters };
}
