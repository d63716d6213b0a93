import { describe, expect, it } from '@jest/globals';
import { evidence } from '../../../recipes/dynvqa/construct/evidence.ts';
import { question } from '../../../recipes/dynvqa/construct/question.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { play, says, two } from './gate-player.ts';
import { page, photo } from './scenario.ts';

describe('A1 and A2', () => {
  it('want two sources that state the answer, and nothing newer than the day of the release', async () => {
    const { draft, searches } = await play(evidence, { search: () => two });
    expect(draft?.evidence.map(({ docId, sha256: hash }) => [docId, hash])).toEqual(
      two.map((hit) => [hit.docId, sha256(hit.snippet)]),
    );
    expect(searches[0]).toMatchObject({ asOf: '2026-03-01', query: 'Who keeps the Marlow lighthouse?' });
    expect(
      (await play(evidence, { search: () => [two[0]!, { ...two[1]!, url: 'https://www.a.example/2' }] })).outcome,
    ).toMatchObject({ kind: 'dropped', reason: 'A1:too_few_sources' });
  });

  it('have a model write question, answer and phrase where the seed has none, and check what it wrote', async () => {
    const { draft: found } = await play(evidence, { draft: { golden_query: null, answers: [] }, search: () => two });
    const written = {
      query: 'Who keeps the Marlow lighthouse?',
      answer: 'Ada Finch',
      aliases: ['A. Finch'],
      phrase: 'the keeper of the Marlow lighthouse',
    };
    const { draft, calls } = await play(question, { draft: found!, answer: () => says(written) });
    expect(draft).toMatchObject({
      golden_query: written.query,
      answers: ['Ada Finch', 'A. Finch'],
      phrase: written.phrase,
      gates: { A1: 'passed', A2: 'passed' },
    });
    expect(calls.map(({ name }) => name)).toEqual(['write']);
    const long = { ...written, answer: Array(13).fill('word').join(' ') };
    expect((await play(question, { draft: found!, answer: () => says(long) })).outcome).toMatchObject({
      reason: 'A2:long_answer',
    });
    expect(
      (await play(question, { draft: found!, answer: () => says({ ...written, answer: 'Ben Roe', aliases: [] }) }))
        .outcome,
    ).toMatchObject({ reason: 'A2:not_stated' });
  });

  it('count captions as sources of a fact that is labelled visual, and of no other', async () => {
    const caption = photo('c', { url: 'https://b.example/1', snippet: 'The roof is red, Ada Finch says.' });
    const search = ({ tool }: { readonly tool: string }) => (tool === 'search_images' ? [caption] : [two[0]!]);
    const labelled = (visualNeeded: boolean) => ({ labels: { visualNeeded } });
    const { draft } = await play(evidence, { draft: labelled(true), search });
    expect(draft?.evidence.map(({ docId }) => docId)).toEqual(['a', 'c']);
    expect((await play(evidence, { draft: labelled(false), search })).outcome).toMatchObject({
      reason: 'A1:too_few_sources',
    });
  });

  it('take documents that state another answer for no source', async () => {
    const other = page('b', { url: 'https://b.example/1', snippet: 'Ben Roe keeps the Marlow lighthouse.' });
    expect((await play(evidence, { search: () => [two[0]!, other] })).outcome).toMatchObject({
      reason: 'A1:too_few_sources',
      detail: { documents: ['a', 'b'] },
    });
  });

  it('take an answer of twelve words of people, and none of thirteen', async () => {
    const of = (words: number) => {
      const answer = Array(words).fill('word').join(' ');
      const hits = two.map((hit) => ({ ...hit, snippet: `It is ${answer}.` }));
      return { answers: [answer], hits };
    };
    const gone = async (words: number) => {
      const { answers, hits } = of(words);
      const { draft } = await play(evidence, { draft: { answers }, search: () => hits });
      return play(question, { draft: draft! });
    };
    expect((await gone(12)).draft?.gates.A2).toBe('given');
    expect((await gone(13)).outcome).toMatchObject({ reason: 'A2:long_answer', detail: { tokens: 13 } });
  });
});
