import type { StageFacts } from '../../stage-facts.ts';
import type { WholeStage } from '../../whole-stage.ts';
import type { StarOptions } from '../options.ts';
import { accuracyFacts, tallyAnswers } from './accuracy.ts';

/**
 * How good the iteration's model is on dev, which iteration is the best so far, and whether another one follows (paper,
 * section 3.1: until it saturates). Without dev problems all iterations run, and the last one counts as the best.
 */
export const assess: WholeStage = async function* ({ answers, baseline }, _, context) {
  const { iterations, patience } = context.options as StarOptions;
  const { round, facts } = context;
  const { selected = {}, trained = {}, model = {}, before = {} } = facts;
  const tallies = await tallyAnswers(answers);
  const accuracy = accuracyFacts('accuracy', tallies);
  const base = baseline ? accuracyFacts('base', await tallyAnswers(baseline)) : factsNamed(before, 'base');
  const best = bestOf(round, accuracy['accuracy'], before);
  yield {
    kind: 'facts',
    facts: {
      ...picked(selected, ['attempted', 'correct', 'generated', 'rationalized', 'records', 'keptShare']),
      ...picked(trained, ['steps', 'trainedFrom']),
      ...picked(model, ['model']),
      dev: tallies.get('')?.asked ?? 0,
      ...accuracy,
      ...base,
      ...best,
      stop: stopReason(round, iterations, patience, best),
    },
  };
};

interface Best {
  readonly bestIteration: number;
  readonly bestAccuracy?: number;
}

function bestOf(round: number, accuracy: StageFacts[string] | undefined, before: StageFacts): Best {
  if (typeof accuracy !== 'number') return { bestIteration: round };
  const { bestIteration, bestAccuracy } = before;
  return typeof bestIteration === 'number' && typeof bestAccuracy === 'number' && bestAccuracy >= accuracy
    ? { bestIteration, bestAccuracy }
    : { bestIteration: round, bestAccuracy: accuracy };
}

/** '' while another iteration follows. */
function stopReason(
  round: number,
  iterations: number,
  patience: number,
  { bestIteration, bestAccuracy }: Best,
): string {
  if (round >= iterations) return 'iterations';
  return bestAccuracy !== undefined && round - bestIteration >= patience ? 'plateau' : '';
}

const picked = (facts: StageFacts, names: readonly string[]): StageFacts =>
  Object.fromEntries(names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));

const factsNamed = (facts: StageFacts, name: string): StageFacts =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key === name || key.startsWith(`${name}/`)));
