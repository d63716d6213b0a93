import { describe, expect, it } from '@jest/globals';
import { ablation } from '../../../recipes/dynvqa/construct/ablation.ts';
import { composed } from '../../../recipes/dynvqa/construct/compose.ts';
import type { Hit, RetrievalQuery } from '../../../recipes/retrieval.ts';
import { base, play, says } from './gate-player.ts';
import { page, type Asked } from './scenario.ts';

describe('the ablation of A3', () => {
  const chain = [
    { subQuestion: 'Which harbour?', tool: 'search_text', answer: 'Marlow' },
    { subQuestion: 'Who keeps Marlow?', tool: 'search_text', answer: 'Ada Finch' },
  ] as const;
  const search = (query: RetrievalQuery): readonly Hit[] =>
    'query' in query && query.query === 'Which harbour?'
      ? [page('h', { snippet: 'The harbour is Marlow.' })]
      : [page('k', { snippet: 'Ada Finch keeps Marlow.' })];

  it('keeps a chain whose every link is needed', async () => {
    const answer = ({ messages }: Asked): string => {
      const text = JSON.stringify(messages);
      return says({
        answer: text.includes('The harbour is Marlow') && text.includes('Ada Finch keeps') ? 'Ada Finch' : 'unknown',
        cited: [],
      });
    };
    expect((await play(ablation, { draft: { chain }, search, answer })).outcome.kind).toBe('kept');
  });

  it('drops one that is answered without a link', async () => {
    const answer = ({ messages }: Asked): string =>
      says({ answer: JSON.stringify(messages).includes('Ada Finch keeps') ? 'Ada Finch' : 'unknown', cited: [] });
    expect((await play(ablation, { draft: { chain }, search, answer })).outcome).toMatchObject({
      kind: 'dropped',
      reason: 'A3:link_not_needed',
      detail: { link: 0 },
    });
  });

  it('leaves a chain of one search alone', async () => {
    const { draft, calls } = await play(ablation, { draft: { chain: chain.slice(0, 1) }, search });
    expect(draft?.gates.A3).toBe('passed');
    expect(calls).toEqual([]);
  });
});

describe('a join of A3', () => {
  const first = {
    ...base,
    question_id: 'ship',
    golden_query: 'Which light guides the Kestrel?',
    answers: ['Marlow light'],
    anchor: { entity: 'Kestrel', aliases: [], hypernym: 'ship' },
    phrase: 'the light that guides the Kestrel',
  };

  it('asks about the bridge by what leads to it, and adds up hops and speed', () => {
    const slow = { ...first, labels: { ...first.labels, updateFrequency: 'slow' as const } };
    expect(composed(slow, base)).toMatchObject({
      question_id: 'ship+f1',
      golden_query: 'Who keeps the light that guides the Kestrel?',
      answers: ['Ada Finch'],
      anchor: { entity: 'Kestrel' },
      labels: { hops: 4, updateFrequency: 'fast' },
      chain: [{ answer: 'Marlow light' }, { answer: 'Ada Finch' }],
    });
  });

  it.each([
    ['that do not meet', { answers: ['Dunmore light'] }],
    ['of which the first has no phrase', { phrase: null }],
    ['of two languages', { language: 'zh' as const }],
    ['that are one', { question_id: base.question_id }],
  ])('is not made of questions %s', (_, changes) => {
    expect(composed({ ...first, ...changes }, base)).toBeNull();
  });
});
