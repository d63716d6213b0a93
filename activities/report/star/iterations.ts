import { readLossCurve } from '../../training/loss-facts.ts';
import type { CommittedCampaign } from '../../export/committed-campaign.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';

/** One iteration as its sealed stages tell it; what is not sealed yet is null. */
export interface Iteration {
  readonly iteration: number;
  readonly attempted: number | null;
  readonly failed: number | null;
  readonly correct: number | null;
  readonly generated: number | null;
  readonly rationalized: number | null;
  readonly keptShare: number | null;
  readonly generatedShare: number | null;
  readonly rationalizedShare: number | null;
  /** Of kept sums: the share whose working is not right line by line. */
  readonly wrongWorking: number | null;
  readonly steps: number | null;
  readonly trainedFrom: string | null;
  readonly model: string | null;
  readonly loss: number | null;
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  readonly dev: number | null;
  readonly accuracy: number | null;
  readonly byClass: Readonly<Record<string, number>>;
}

export interface StarFigures {
  readonly iterations: readonly Iteration[];
  /** Of the base model, before any training. */
  readonly base: { readonly accuracy: number | null; readonly byClass: Readonly<Record<string, number>> };
  readonly bestIteration: number | null;
  readonly bestAccuracy: number | null;
  /** `plateau`, `iterations`; null while it goes on. */
  readonly stop: string | null;
}

const numberOf = (facts: StageFacts, name: string): number | null => {
  const value = facts[name];
  return typeof value === 'number' ? value : null;
};
const textOf = (facts: StageFacts, name: string): string | null => {
  const value = facts[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** `accuracy/3` and its like, by what stands behind the slash. */
function byClass(facts: StageFacts, name: string): Readonly<Record<string, number>> {
  const classes = Object.entries(facts).flatMap(([key, value]) =>
    key.startsWith(`${name}/`) && typeof value === 'number' ? [[key.slice(name.length + 1), value] as const] : [],
  );
  return Object.fromEntries(classes.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

export function starFigures({ stages }: CommittedCampaign): StarFigures {
  const factsOf = (round: number, stage: string): StageFacts =>
    stages.find(({ place }) => place.round === round && place.stage === stage)?.facts ?? {};
  const rounds = [...new Set(stages.map(({ place }) => place.round))];
  const iterations = rounds.flatMap((iteration): Iteration[] => {
    const selected = factsOf(iteration, 'select');
    const trained = factsOf(iteration, 'train');
    const assessed = factsOf(iteration, 'assess');
    if (Object.keys(selected).length === 0) return [];
    return [
      {
        iteration,
        attempted: numberOf(selected, 'attempted'),
        failed: numberOf(selected, 'failed'),
        correct: numberOf(selected, 'correct'),
        generated: numberOf(selected, 'generated'),
        rationalized: numberOf(selected, 'rationalized'),
        keptShare: numberOf(selected, 'keptShare'),
        generatedShare: numberOf(selected, 'generatedShare'),
        rationalizedShare: numberOf(selected, 'rationalizedShare'),
        wrongWorking: numberOf(selected, 'wrongWorking'),
        steps: numberOf(trained, 'steps'),
        trainedFrom: textOf(trained, 'trainedFrom'),
        model: textOf(trained, 'model'),
        loss: numberOf(trained, 'loss'),
        losses: readLossCurve(trained),
        dev: numberOf(assessed, 'dev'),
        accuracy: numberOf(assessed, 'accuracy'),
        byClass: byClass(assessed, 'accuracy'),
      },
    ];
  });
  const last = rounds.map((round) => factsOf(round, 'assess')).findLast((facts) => Object.keys(facts).length > 0) ?? {};
  return {
    iterations,
    base: { accuracy: numberOf(last, 'base'), byClass: byClass(last, 'base') },
    bestIteration: numberOf(last, 'bestIteration'),
    bestAccuracy: numberOf(last, 'bestAccuracy'),
    stop: textOf(last, 'stop'),
  };
}
