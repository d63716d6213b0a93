import { describe, expect, it } from '@jest/globals';
import { sufficiency } from '../../../recipes/dynvqa/construct/sufficiency.ts';
import { visual } from '../../../recipes/dynvqa/construct/visual.ts';
import { base, play, says, two, type Play } from './gate-player.ts';
import { page, photo } from './scenario.ts';

describe('A9 and A10', () => {
  it('find the answer in one of three tries, each over more documents', async () => {
    let asked = 0;
    const { draft, searches } = await play(sufficiency, {
      search: () => two,
      answer: () => says({ answer: ++asked === 3 ? 'Ada Finch' : 'unknown', cited: [] }),
    });
    expect(draft?.verify.golden_hit).toBe(true);
    expect(searches.map(({ topK }) => topK)).toEqual([5, 10, 15]);
    expect(
      (await play(sufficiency, { search: () => two, answer: () => says({ answer: 'unknown', cited: [] }) })).outcome,
    ).toMatchObject({ reason: 'A9:not_found' });
  });

  it('set the visual label from what happens', async () => {
    const seen = { labels: { ...base.labels, visualNeeded: true } };
    const textFound = { ...seen, verify: { ...base.verify, golden_hit: true } };
    expect((await play(visual, { draft: textFound })).draft).toMatchObject({
      labels: { visualNeeded: false },
      gates: { A10: 'relabelled' },
      verify: { text_only_hit: true },
    });
    const looked: Play = {
      draft: { ...seen, verify: { ...base.verify, golden_hit: false } },
      search: () => [photo('p', { snippet: 'It is kept by Ada Finch' })],
    };
    expect(
      (await play(visual, { ...looked, answer: () => says({ answer: 'Ada Finch', cited: [] }) })).draft,
    ).toMatchObject({ labels: { visualNeeded: true }, verify: { text_only_hit: false, picture_hit: true } });
    expect(
      (await play(visual, { ...looked, answer: () => says({ answer: 'unknown', cited: [] }) })).outcome,
    ).toMatchObject({ reason: 'A10:not_seen' });
  });

  it('search texts for a visual fact at A10 where A9 was left out', async () => {
    const seen: Play = {
      draft: { labels: { ...base.labels, visualNeeded: true } },
      options: { skip: ['A9'] },
      search: ({ tool }) => (tool === 'search_text' ? two : [photo('p', { snippet: 'It is kept by Ada Finch' })]),
    };
    const inTexts = await play(visual, { ...seen, answer: () => says({ answer: 'Ada Finch', cited: [] }) });
    expect(inTexts.draft).toMatchObject({
      labels: { visualNeeded: false },
      verify: { golden_hit: null, text_only_hit: true, picture_hit: null },
    });
    const inPictures = await play(visual, {
      ...seen,
      answer: ({ name }) => says({ answer: name.startsWith('text/') ? 'unknown' : 'Ada Finch', cited: [] }),
    });
    expect(inPictures.searches.map(({ tool }) => tool)).toEqual([
      ...Array<string>(3).fill('search_text'),
      'search_images',
    ]);
    expect(inPictures.draft).toMatchObject({
      labels: { visualNeeded: true },
      verify: { golden_hit: null, text_only_hit: false, picture_hit: true },
    });
  });

  it('let a chain be answered link by link where its query is not, and want every link', async () => {
    const link = (subQuestion: string, answer: string) => ({ subQuestion, tool: 'search_text', answer }) as const;
    const chain = [link('Which harbour?', 'Marlow'), link('Who keeps Marlow?', 'Ada Finch')];
    const reading = (known: Readonly<Record<string, string>>): Play => ({
      draft: { chain, golden_query: 'Who keeps the harbour of the Kestrel?' },
      search: () => [page('d')],
      answer: ({ name }) => says({ answer: known[name.slice(0, 'link/0'.length)] ?? 'unknown', cited: [] }),
    });
    const whole = await play(sufficiency, reading({ 'link/0': 'Marlow', 'link/1': 'Ada Finch' }));
    expect(whole.draft?.verify.golden_hit).toBe(true);
    expect((await play(sufficiency, reading({ 'link/1': 'Ada Finch' }))).outcome).toMatchObject({
      reason: 'A9:not_found',
    });
  });

  it('hold a question that is labelled visual for A10, whatever texts say', async () => {
    const nothing = { search: () => two, answer: () => says({ answer: 'unknown', cited: [] }) };
    const { draft } = await play(sufficiency, { ...nothing, draft: { labels: { visualNeeded: true } } });
    expect(draft).toMatchObject({ verify: { golden_hit: false }, gates: { A9: 'passed' } });
  });
});
