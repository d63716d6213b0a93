import { describe, expect, it } from '@jest/globals';
import { majorityVote } from '../../../recipes/internvl/index.ts';

describe('majorityVote', () => {
  it('takes the most frequent answer; what could not be read has no vote', () => {
    expect(majorityVote(['a', null, 'b', 'b'])).toEqual({ answer: 'b', votes: 2, n: 4, valid: 3, agreement: 2 / 3 });
  });

  it('counts the five that could be read of six, as worked out by hand', () => {
    const answers = ['B', 'B', 'C', null, 'C', 'B'];
    expect(majorityVote(answers)).toEqual({ answer: 'B', votes: 3, n: 6, valid: 5, agreement: 0.6 });
  });

  it('gives a tie to the earliest, or to the likelier where probabilities are given', () => {
    expect(majorityVote(['b', 'a', 'a', 'b']).answer).toBe('b');
    expect(majorityVote(['b', 'a'], [-2, -1]).answer).toBe('a');
  });

  it('has no answer where none could be read', () => {
    expect(majorityVote([null, null])).toEqual({ answer: null, votes: 0, n: 2, valid: 0, agreement: 0 });
    expect(majorityVote([])).toEqual({ answer: null, votes: 0, n: 0, valid: 0, agreement: 0 });
  });
});
