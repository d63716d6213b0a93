import { describe, expect, it } from '@jest/globals';
import { label } from '../../../recipes/dynvqa/construct/label.ts';
import { play, says } from './gate-player.ts';

describe('A4', () => {
  const vote = { update_frequency: 'fast', hops: 2, visual_needed: false, domain: 'Geography' };

  it('takes what two of three votes say, and sends the rest to review', async () => {
    const votes = [vote, { ...vote, hops: 3, domain: 'History' }, { ...vote, hops: 4, domain: 'History' }];
    const { draft } = await play(label, { draft: { labels: {} }, answer: ({ sample }) => says(votes[sample] ?? {}) });
    expect(draft).toMatchObject({
      labels: { updateFrequency: 'fast', hops: 2, visualNeeded: false, domain: 'History' },
      disputed: ['hops'],
      gates: { A4: 'passed' },
    });
  });

  it('leaves labels of the seed as they are, and drops a question nobody could label', async () => {
    const { draft, calls } = await play(label, {});
    expect(calls).toEqual([]);
    expect(draft?.gates.A4).toBe('given');
    expect((await play(label, { draft: { labels: {} }, answer: () => 'no' })).outcome).toMatchObject({
      reason: 'A4:no_vote',
    });
  });
});
