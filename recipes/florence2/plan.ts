import { z } from 'zod';
import type { BarriersPlan, StageInput, StagePlan, StageRef } from '../plan.ts';

/** Parts of the import: the pictures to annotate, labels of people to merge, and the frozen gold set. */
const pictures: StageInput = { round: 0, stage: 'import', where: { part: null } };
const human: StageInput = { round: 0, stage: 'import', where: { part: 'human' } };
const gold: StageInput = { round: 0, stage: 'import', where: { part: 'gold' } };

/** What the schedule rests on; other options pass through unread. */
export const planOptions = z.object({
  rounds: z.int().min(1),
  /** Later rounds train a model on what is accepted. */
  training: z.object({ serve: z.string() }).exactOptional(),
  /** People judge a sample of each round, and are waited for at most so long; a model may judge it besides. */
  audit: z.object({ hours: z.number(), judge: z.object({}).exactOptional() }).exactOptional(),
});

/** Initial annotation in round 1, refinement of what was accepted in those after (spec section 5.1). */
function stages(round: number, options: unknown): readonly StagePlan[] {
  const { training, audit } = planOptions.parse(options);
  const of = (stage: string): StageRef => ({ round, stage });
  const accepted: StageRef = { round: round - 1, stage: 'settle' };
  const later = round > 1;
  const before = later ? { before: accepted } : {};
  const trains = later && training !== undefined;
  return [
    ...(trains ? trainingStages(round, accepted) : []),
    {
      name: 'annotate',
      kind: 'map',
      inputs: { items: later ? accepted : pictures },
      ...(trains ? { facts: { model: of('serve') } } : {}),
    },
    { name: 'filter', kind: 'map', inputs: { items: of('annotate') }, facts: before },
    { name: 'merge', kind: 'whole', inputs: { filtered: of('filter'), human } },
    ...(audit ? auditStages(of('merge'), of('sample'), audit.judge !== undefined) : []),
    {
      name: 'evaluate',
      kind: 'whole',
      inputs: {
        merged: of('merge'),
        ...(later ? { accepted } : {}),
        gold,
        ...(audit ? { sampled: { ...of('audit'), take: 'dropped' } } : {}),
        ...(audit?.judge ? { judged: of('judge') } : {}),
      },
    },
    {
      name: 'settle',
      kind: 'whole',
      inputs: { merged: of('merge'), ...(later ? { accepted } : {}) },
      facts: { evaluate: of('evaluate'), ...before },
    },
  ];
}

/** Annotations drawn, judged by a model where there is one, and set aside until people have said what they think of them. */
const auditStages = (merged: StageRef, sampled: StageRef, judged: boolean): readonly StagePlan[] => [
  { name: 'sample', kind: 'whole', inputs: { merged } },
  ...(judged ? [{ name: 'judge', kind: 'map', inputs: { items: sampled } } as const] : []),
  { name: 'audit', kind: 'map', inputs: { items: sampled } },
];

/** The training set from what is accepted, training, and the trained model at its endpoint. */
function trainingStages(round: number, accepted: StageRef): readonly StagePlan[] {
  const of = (stage: string): StageRef => ({ round, stage });
  const previous = round > 2 ? { previous: { round: round - 1, stage: 'serve' } } : {};
  return [
    { name: 'select', kind: 'whole', inputs: { accepted, gold } },
    { name: 'train', kind: 'activity', inputs: { records: of('select') } },
    { name: 'serve', kind: 'activity', inputs: {}, facts: { trained: of('train'), ...previous } },
  ];
}

export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => planOptions.parse(options),
  rounds: (options) => planOptions.parse(options).rounds,
  stages,
  dataset: (rounds) => [{ round: rounds, stage: 'settle' }],
};
