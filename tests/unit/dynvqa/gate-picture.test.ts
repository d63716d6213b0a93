import { describe, expect, it } from '@jest/globals';
import { picture as pictureGate } from '../../../recipes/dynvqa/construct/picture.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { base, play, says } from './gate-player.ts';
import { photo, type Asked } from './scenario.ts';

describe('A5', () => {
  const noA6 = { options: { skip: ['A6'] } };
  const anchored = (fields: object): object => ({
    ...noA6,
    draft: { anchor: { entity: 'Marlow', aliases: [], hypernym: '' } },
    answer: () => says({ entity: 'Marlow lighthouse', hypernym: 'tower', aliases: [], picturable: true, ...fields }),
  });

  it('takes the anchor of people, and asks a model where there is none', async () => {
    expect((await play(pictureGate, noA6)).draft?.gates.A5).toBe('given');
    expect((await play(pictureGate, anchored({}))).draft).toMatchObject({
      anchor: { entity: 'Marlow lighthouse', hypernym: 'tower' },
      gates: { A5: 'passed' },
    });
  });

  it('refuses what cannot be pictured, and what is not named exactly once', async () => {
    expect((await play(pictureGate, anchored({ picturable: false }))).outcome).toMatchObject({
      reason: 'A5:not_picturable',
    });
    const asking = (golden_query: string) => play(pictureGate, { ...noA6, draft: { golden_query } });
    expect((await asking('Who keeps it?')).outcome).toMatchObject({
      reason: 'A5:not_named_once',
      detail: { times: 0 },
    });
    expect((await asking('Is the Marlow lighthouse the Marlow lighthouse?')).outcome).toMatchObject({
      reason: 'A5:not_named_once',
      detail: { times: 2 },
    });
  });
});

describe('A6', () => {
  const { image: _, ...noPicture } = base;
  const votes =
    (yes: Readonly<Record<string, number>>) =>
    ({ name, sample }: Asked): string =>
      says({ shows: sample < (yes[name] ?? 0) });
  const search = () => [photo('p1'), photo('p2')];

  it('takes the first picture that two of three votes say shows it', async () => {
    const { draft, calls, searches } = await play(pictureGate, {
      from: noPicture,
      search,
      answer: votes({ 'shows/0': 1, 'shows/1': 2 }),
    });
    expect(searches).toEqual([expect.objectContaining({ tool: 'search_images', query: 'Marlow lighthouse' })]);
    expect(calls).toHaveLength(6);
    expect(draft).toMatchObject({ image: { sha256: sha256('p2') }, gates: { A5: 'given', A6: 'passed' } });
  });

  it('refuses where no picture has two votes, the one of the seed included', async () => {
    const asked = { answer: votes({ 'shows/0': 1, 'shows/1': 1 }) };
    expect((await play(pictureGate, { ...asked, from: noPicture, search })).outcome).toMatchObject({
      reason: 'A6:no_picture',
      detail: { candidates: 2 },
    });
    expect((await play(pictureGate, asked)).outcome).toMatchObject({ reason: 'A6:no_picture' });
  });

  it('takes no picture with the name or an alias written in it, whatever the votes say', async () => {
    const { draft, calls } = await play(pictureGate, {
      from: noPicture,
      search,
      answer: votes({ 'shows/0': 3, 'shows/1': 3 }),
      written: (picture) => (picture === sha256('p1') ? 'WELCOME TO MARLOW LIGHT' : 'welcome'),
    });
    expect(draft?.image?.sha256).toBe(sha256('p2'));
    expect(calls.map(({ name }) => name)).toEqual(['shows/1', 'shows/1', 'shows/1']);
  });
});
