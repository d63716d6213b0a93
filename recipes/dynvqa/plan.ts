import type { BarriersPlan, StagePlan } from '../plan.ts';

/** What the schedule reads of the options; they have the same names there. */
export interface DynvqaOutline {
  readonly task: 'answer' | 'build' | 'refresh';
  /** Of an evaluation: whether a model judges the answers too. */
  readonly judge?: boolean;
  /** Whether training dialogues are selected. */
  readonly trajectories?: boolean;
  /** Of a construction: hours its review may take. */
  readonly reviewHours?: number;
}

export const outlineOf = (options: unknown): DynvqaOutline => options as DynvqaOutline;

/** The stage whose flagged rows people look at. */
export const reviewedStage = 'flag';

const map = (name: string, round: number, from: string): StagePlan => ({
  name,
  kind: 'map',
  inputs: { items: { round, stage: from } },
});

const imported = { round: 0, stage: 'import', where: { part: null } } as const;
const benchmark = { round: 0, stage: 'import', where: { part: 'benchmark' } } as const;

/** Gates of the construction after those over whole sets, in order: A4 to A12, then A13. */
const gates = [
  'ablation',
  'label',
  'picture',
  'rewrite',
  'difficulty',
  'sufficiency',
  'visual',
  'translate',
  'aliases',
] as const;

function buildStages(round: number): readonly StagePlan[] {
  const chain = [...gates, reviewedStage].map((name, at) => map(name, round, gates[at - 1] ?? 'compose'));
  return [
    { name: 'evidence', kind: 'map', inputs: { items: imported } },
    map('question', round, 'evidence'),
    { name: 'compose', kind: 'whole', inputs: { questions: { round, stage: 'question' } } },
    ...chain,
    {
      name: 'release',
      kind: 'whole',
      inputs: {
        questions: { round, stage: reviewedStage },
        flagged: { round, stage: reviewedStage, take: 'dropped' },
      },
    },
  ];
}

function stages(round: number, options: unknown): readonly StagePlan[] {
  const { task, judge, trajectories } = outlineOf(options);
  switch (task) {
    case 'answer': {
      const judged = judge ? 'judge' : 'answer';
      return [
        { name: 'answer', kind: 'map', inputs: { items: imported } },
        ...(judge ? [map('judge', round, 'answer')] : []),
        { name: 'score', kind: 'whole', inputs: { questions: imported, answers: { round, stage: judged } } },
        ...(trajectories
          ? [
              { name: 'fingerprint', kind: 'map', inputs: { items: benchmark } } as const,
              {
                name: 'trajectories',
                kind: 'whole',
                inputs: { answers: { round, stage: 'answer' }, benchmark: { round, stage: 'fingerprint' } },
              } as const,
            ]
          : []),
      ];
    }
    case 'build':
      return buildStages(round);
    case 'refresh':
      return [
        { name: 'refresh', kind: 'map', inputs: { items: imported } },
        { name: 'release', kind: 'whole', inputs: { questions: { round, stage: 'refresh' } } },
      ];
  }
}

function datasetStage({ task, trajectories }: DynvqaOutline): string {
  if (task !== 'answer') return 'release';
  return trajectories ? 'trajectories' : 'answer';
}

/** One round: an evaluation, the construction of a release, or its refresh, as the option `task` says. */
export const plan: BarriersPlan = {
  shape: 'barriers',
  outline: (options) => {
    const { task, judge, trajectories, reviewHours } = outlineOf(options);
    return {
      task,
      ...(judge === undefined ? {} : { judge }),
      ...(trajectories === undefined ? {} : { trajectories }),
      ...(reviewHours === undefined ? {} : { reviewHours }),
    };
  },
  rounds: () => 1,
  stages,
  dataset: (round, options) => [{ round, stage: datasetStage(outlineOf(options)) }],
};
