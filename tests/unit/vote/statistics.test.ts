import { describe, expect, it } from '@jest/globals';
import { elect, voteStatistics, type VoteRow, type VoteSample } from '../../../recipes/vote/index.ts';
import { optionsOf } from './scenario.ts';

const sample = (answer: string | null, index: number): VoteSample => ({
  sample: index,
  text: `Answer: ${answer}`,
  answer,
  correct: answer === 'B',
  wellFormed: true,
});

function row(answers: readonly (string | null)[], direct: string): VoteRow {
  const samples = answers.map(sample);
  const { winner, votes, n, valid, agreement } = elect(samples, answers.length, 'vote');
  return {
    question: 'q',
    choices: ['x', 'y', 'z'],
    kind: 'choice',
    gold: ['B'],
    answer: winner?.answer ?? direct,
    response: '',
    by: 'vote',
    votes,
    n,
    valid,
    agreement,
    pseudoLabel: agreement >= 0.6,
    correct: winner?.answer === 'B',
    samples,
    direct: { text: direct, answer: direct, correct: direct === 'B' },
    pairs: [],
  };
}

describe('figures of a campaign of votes', () => {
  const statistics = voteStatistics(optionsOf({ compare: true }));
  const rows = [row(['B', 'B', 'C'], 'A'), row(['C', 'B', 'B'], 'B'), row(['C', 'C', 'A'], 'B')];
  // A fourth question has a gold answer, too, but nothing could be read of it.
  statistics.add([...rows, { gold: ['A'] }], rows);
  const told = statistics.finish();

  it('count a question without a readable answer as wrong', () => {
    expect(told.graded).toBe(4);
    expect(told.accuracy.elected).toBe(0.5);
  });

  it('take the better of direct and reasoned over the whole set, not question by question', () => {
    expect(told.accuracy).toMatchObject({ direct: 0.5, cot: 0.25, majority: 0.5, maxDirectCot: 0.5 });
  });

  it('put rows into bins by agreement, and find the questions that all samples got wrong', () => {
    expect(told.bins.map(({ from, rows: n }) => [from, n])).toContainEqual([0.6, 3]);
    expect(told.allWrong).toBe(1);
  });

  it('give a majority of five at 0.6 each the accuracy of the binomial', () => {
    let accuracy = 0;
    for (let outcome = 0; outcome < 32; outcome++) {
      const right = Array.from({ length: 5 }, (_, k) => ((outcome >> k) & 1) === 1);
      const elected = elect(
        right.map((hit, k) => sample(hit ? 'B' : 'C', k)),
        5,
        'vote',
      ).winner?.answer;
      if (elected === 'B') accuracy += right.reduce((product, hit) => product * (hit ? 0.6 : 0.4), 1);
    }
    expect(accuracy).toBeCloseTo(0.68256, 12);
  });
});
