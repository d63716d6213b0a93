import { z } from 'zod';
import type { BarriersPlan, StageInput, StagePlan } from '../plan.ts';

/** What the schedule of stages rests on; other options pass through unread. */
export const planOptions = z.object({
  /** Iterations at most. @default 8 */
  iterations: z.int().min(1).max(64).default(8),
  /** Iterations without a better dev accuracy after which no other follows. @default 3 */
  patience: z.int().min(1).default(3),
  /** Attempt failed problems again with the answer as a hint. @default true */
  rationalize: z.boolean().default(true),
  /** Keep wrong attempts as rows of a side table, for verifiers (V-STaR). @default false */
  keepNegatives: z.boolean().default(false),
  /** Who trains: a service with OpenAI's fine-tuning API, a command, or nobody: then one iteration makes a training set. @default service */
  trainer: z.enum(['service', 'command', 'none']).default('service'),
  /** How the trained model comes to be asked by its name; with `none` one iteration ends with its training. @default trainer */
  serve: z.enum(['none', 'openai', 'vllm-lora', 'trainer']).default('trainer'),
});
export type PlanOptions = z.infer<typeof planOptions>;

const pool: StageInput = { round: 0, stage: 'import', where: { part: null } };
const dev: StageInput = { round: 0, stage: 'import', where: { part: 'dev' } };

const mapOf = (name: string, items: StageInput, more: Pick<StagePlan, 'facts'> = {}): StagePlan => ({
  name,
  kind: 'map',
  inputs: { items },
  // A model that rambles to its limit gave no answer; asking again would not make it one.
  cutShort: 'take',
  ...more,
});

const negatives = (round: number): StagePlan => ({
  name: 'negatives',
  kind: 'whole',
  inputs: { wrong: { round, stage: 'generate', take: 'rejects' } },
});

function stagesOf(round: number, options: unknown): readonly StagePlan[] {
  const { rationalize, keepNegatives, trainer, serve } = planOptions.parse(options);
  const before = round > 1 ? { model: { round: round - 1, stage: 'serve' } } : undefined;
  const asked = before ? { facts: before } : {};
  const rationalized: StageInput | undefined = rationalize ? { round, stage: 'rationalize' } : undefined;
  const data: StagePlan[] = [
    mapOf('generate', pool, asked),
    ...(rationalized ? [mapOf('rationalize', { round, stage: 'generate', take: 'dropped' }, asked)] : []),
    ...(keepNegatives ? [negatives(round)] : []),
    {
      name: 'select',
      kind: 'whole',
      inputs: { generated: { round, stage: 'generate' }, ...(rationalized ? { rationalized } : {}) },
      facts: { attempts: { round, stage: 'generate' } },
    },
  ];
  if (trainer === 'none') return data;
  const training: StagePlan = {
    name: 'train',
    kind: 'activity',
    inputs: { records: { round, stage: 'select' } },
    ...(round > 1 ? { facts: { previous: { round: round - 1, stage: 'train' } } } : {}),
  };
  if (serve === 'none') return [...data, training];
  return [
    ...(round === 1 ? [mapOf('baseline', dev)] : []),
    ...data,
    training,
    {
      name: 'serve',
      kind: 'activity',
      inputs: {},
      facts: {
        trained: { round, stage: 'train' },
        ...(round > 1 ? { previous: { round: round - 1, stage: 'serve' } } : {}),
      },
    },
    mapOf('evaluate', dev, { facts: { model: { round, stage: 'serve' } } }),
    {
      name: 'assess',
      kind: 'whole',
      inputs: {
        answers: { round, stage: 'evaluate' },
        ...(round === 1 ? { baseline: { round, stage: 'baseline' } } : {}),
      },
      facts: {
        selected: { round, stage: 'select' },
        trained: { round, stage: 'train' },
        model: { round, stage: 'serve' },
        ...(round > 1 ? { before: { round: round - 1, stage: 'assess' } } : {}),
      },
    },
    {
      name: 'release',
      kind: 'whole',
      inputs: Object.fromEntries(
        Array.from({ length: round }, (_, i) => [`iteration${i + 1}`, { round: i + 1, stage: 'select' }]),
      ),
      facts: { assessed: { round, stage: 'assess' } },
    },
  ];
}

/** Whether iterations follow one another: each needs the model of the one before. */
const loops = ({ trainer, serve }: PlanOptions): boolean => trainer !== 'none' && serve !== 'none';

/**
 * STaR's iteration (paper, algorithm 1) as a round: attempts, attempts with a hint at what failed, the training set, training
 * from the base model, serving, dev accuracy, and the training set of the best iteration so far as the campaign's dataset.
 */
export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => planOptions.parse(options),
  rounds(options) {
    const read = planOptions.parse(options);
    return loops(read) ? read.iterations : 1;
  },
  stages: stagesOf,
  dataset: (rounds, options) => [{ round: rounds, stage: loops(planOptions.parse(options)) ? 'release' : 'select' }],
};
