import { describe, expect, it } from '@jest/globals';
import type { Row } from '../../../recipes/item-program.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import { optionsOf, runWhole } from './scenario.ts';

const answersOf = (right: number, asked: number, of = '1'): readonly Row[] =>
  Array.from({ length: asked }, (_, at): Row => {
    const id = `${of}-${at}`;
    return { id, origin: id, parents: [], round: 0, calls: [], class: of, answer: 'a', correct: at < right };
  });

/** Dev accuracies of one iteration after the other, in tenths, to the facts of each. */
async function assessed(tenths: readonly number[], more: object = {}): Promise<readonly StageFacts[]> {
  const options = optionsOf({ dataset: 'gsm8k', iterations: 8, ...more });
  const all: StageFacts[] = [];
  for (const [at, right] of tenths.entries()) {
    const before = all.at(-1);
    const { facts } = await runWhole(
      'assess',
      { answers: answersOf(right, 10), ...(at === 0 ? { baseline: answersOf(1, 10) } : {}) },
      options,
      { round: at + 1, facts: { model: { model: `M${at + 1}` }, ...(before ? { before } : {}) } },
    );
    all.push(facts);
  }
  return all;
}

describe('an assessment', () => {
  it('stops after as many iterations without a gain as the options allow, and names the best', async () => {
    const facts = await assessed([3, 6, 6, 5], { patience: 2 });
    expect(facts.map(({ stop, bestIteration, bestAccuracy }) => [stop, bestIteration, bestAccuracy])).toEqual([
      ['', 1, 0.3],
      ['', 2, 0.6],
      ['', 2, 0.6],
      ['plateau', 2, 0.6],
    ]);
  });

  it('stops at the last iteration whatever is gained', async () => {
    expect((await assessed([1, 2], { iterations: 2 })).map(({ stop }) => stop)).toEqual(['', 'iterations']);
  });

  it('tells accuracy by class, and that of the base in every iteration', async () => {
    const answers = [...answersOf(4, 4, '1'), ...answersOf(1, 4, '2')];
    const { facts } = await runWhole(
      'assess',
      { answers, baseline: answersOf(2, 4, '1') },
      optionsOf({ dataset: 'arithmetic' }),
    );
    expect(facts).toMatchObject({
      dev: 8,
      accuracy: 5 / 8,
      'accuracy/1': 1,
      'accuracy/2': 0.25,
      base: 0.5,
      'base/1': 0.5,
    });
    const [, second] = await assessed([3, 4]);
    expect(second).toMatchObject({ base: 0.1, 'base/1': 0.1 });
  });

  it('without dev problems goes on to the last iteration', async () => {
    const { facts } = await runWhole(
      'assess',
      { answers: [] },
      optionsOf({ dataset: 'gsm8k', iterations: 5, patience: 1 }),
      {
        round: 4,
        facts: { before: { bestIteration: 3 } },
      },
    );
    expect(facts).toEqual({ dev: 0, bestIteration: 4, stop: '' });
  });
});

describe('a release', () => {
  it('is the training set of the best iteration, and reads no other', async () => {
    const set = (iteration: number): Row[] => [
      { id: `row-${iteration}`, origin: 'p', parents: ['g'], round: iteration, calls: [], iteration },
    ];
    const { rows, facts } = await runWhole(
      'release',
      { iteration1: set(1), iteration2: set(2), iteration3: set(3) },
      optionsOf({ dataset: 'gsm8k' }),
      { round: 3, facts: { assessed: { bestIteration: 2 } } },
    );
    expect(rows).toMatchObject([{ iteration: 2, parents: ['row-2'], origin: 'p' }]);
    expect(facts).toEqual({ bestIteration: 2, records: 1 });
  });
});
