import { describe, expect, it } from '@jest/globals';
import { fromJsonLines } from '../../../activities/artifacts/dataset.ts';
import { renderTrace, traceRow } from '../../../activities/lineage/index.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { forge, keyWith } from '../audit/damage.ts';
import { evolvedCampaign, type EvolvedCampaign } from '../audit/evolved-campaign.ts';

const rowsOf = (evolved: EvolvedCampaign, text: string): Row[] =>
  fromJsonLines(evolved.store.objects.get(keyWith(evolved, text)) as Buffer) as Row[];

describe('trace of an evolved row', () => {
  it('goes back to its seed, with the raw answers on the way', async () => {
    const evolved = await evolvedCampaign();
    const [row] = rowsOf(evolved, '/02/evolve/rows/00000001-');
    const trace = await traceRow({ ...evolved, row: row!.id });
    expect(trace).toMatchObject({ campaign: 'photos', recipe: 'mmevol', row: row!.id, origin: row!.origin, shard: 1 });
    expect(trace.hops.map(({ round, stage, parents }) => ({ round, stage, parents: parents.length }))).toEqual([
      { round: 2, stage: 'evolve', parents: 1 },
      { round: 1, stage: 'evolve', parents: 1 },
      { round: 0, stage: 'import', parents: 0 },
    ]);
    expect(trace.hops[0]?.parents).toEqual([trace.hops[1]?.id]);
    expect(trace.hops[0]?.calls).toMatchObject([
      {
        entry: {
          call: 'evolve',
          model: 'test-model',
          text: `answer to ${row!.origin} in round 2`,
          finishReason: 'stop',
          worker: 'worker-1',
          promptTokens: 100,
        },
      },
    ]);
    expect(trace.hops[2]?.fields).toMatchObject({ text: 'seed 1/0', image: trace.image });
  });

  it('is found by eight characters of the id', async () => {
    const evolved = await evolvedCampaign();
    const [row] = rowsOf(evolved, '/01/evolve/rows/00000000-');
    expect(await traceRow({ ...evolved, row: row!.id.slice(0, 8) })).toMatchObject({
      row: row!.id,
      hops: [{ round: 1 }, { round: 0 }],
    });
  });

  it('shows the answer that was cut short beside the one that was used, and what of the item fell', async () => {
    const evolved = await evolvedCampaign();
    const row = rowsOf(evolved, '/01/evolve/rows/00000000-').at(-1);
    const trace = await traceRow({ ...evolved, row: row!.id });
    expect(trace.hops[0]?.calls.map(({ entry }) => `${entry?.ask} ${entry?.finishReason}`)).toEqual([
      '0 length',
      '1 stop',
    ]);
    expect(trace.falls.map(({ round, unit, kind, reason }) => ({ round, unit, kind, reason }))).toEqual([
      { round: 1, unit: 'qa/1', kind: 'dropped', reason: 'operator_rule:new_object' },
      { round: 2, unit: undefined, kind: 'failed', reason: 'parse_error' },
    ]);
    const text = renderTrace(trace, { width: 100 });
    expect(text).toContain('evolve ask 2');
    expect(text).toContain('the item failed: parse_error');
    expect(text).toContain('seed 0/2');
  });
});

describe('trace of an imported row', () => {
  it('is that of the newest row that came of it', async () => {
    const evolved = await evolvedCampaign();
    const [seed] = rowsOf(evolved, '/00/import/rows/00000000-');
    const [newest] = rowsOf(evolved, '/02/evolve/rows/00000000-');
    expect(await traceRow({ ...evolved, row: seed!.id })).toMatchObject({ row: newest!.id, origin: seed!.id });
  });
  it('has only the import where nothing came of it', async () => {
    const evolved = await evolvedCampaign();
    const dropped = rowsOf(evolved, '/00/import/rows/00000000-')[1];
    const trace = await traceRow({ ...evolved, row: dropped!.id });
    expect(trace.hops).toMatchObject([{ round: 0, id: dropped!.id }]);
    expect(trace.falls.map(({ reason }) => reason)).toEqual(['not_improved', 'not_improved']);
  });
  it('tells of a record that was never imported why', async () => {
    const evolved = await evolvedCampaign();
    const [line] = fromJsonLines(
      evolved.store.objects.get(keyWith(evolved, '/00/import/rejects/00000000-')) as Buffer,
    ) as { origin: string }[];
    const trace = await traceRow({ ...evolved, row: line!.origin });
    expect(trace).toMatchObject({ row: null, hops: [], falls: [{ round: 0, reason: 'image_empty' }] });
    expect(renderTrace(trace)).toContain('image_empty');
  });
});

describe('trace of what is not there', () => {
  it.each([
    { row: 'deadbeefdeadbeef', why: 'no row' },
    { row: 'abc', why: '8 to 32' },
    { row: 'not-hexadecimal', why: 'no row id' },
  ])('$row is row_not_found', async ({ row, why }) => {
    const tracing = traceRow({ ...(await evolvedCampaign()), row });
    await expect(tracing).rejects.toMatchObject({
      code: 'row_not_found',
      message: expect.stringContaining(why) as unknown,
    });
  });

  it('a prefix of several ids names them', async () => {
    const evolved = await evolvedCampaign();
    const [seed] = rowsOf(evolved, '/00/import/rows/00000000-');
    const tracing = traceRow({ ...evolved, row: seed!.id.slice(0, 12) });
    await expect(tracing).rejects.toMatchObject({
      code: 'row_not_found',
      message: expect.stringContaining('3 rows') as unknown,
    });
  });

  it('a row that no commit names any more is traced all the same', async () => {
    const evolved = await evolvedCampaign();
    const [row] = rowsOf(evolved, '/02/evolve/rows/00000000-');
    await forge(evolved, 2, 0, { rows: () => [] });
    const trace = await traceRow({ ...evolved, row: row!.id });
    expect(trace.hops).toMatchObject([{ id: row!.id }, { round: 1 }, { round: 0 }]);
    expect(trace.hops[0]?.revision).toBeUndefined();
    expect(renderTrace(trace)).toContain('named by no commit');
  });

  it('an answer that is not in the journal is said to be missing', async () => {
    const evolved = await evolvedCampaign();
    const [row] = rowsOf(evolved, '/02/evolve/rows/00000000-');
    evolved.store.objects.delete(keyWith(evolved, '/02/evolve/journal/00000000/'));
    const trace = await traceRow({ ...evolved, row: row!.id });
    expect(trace.hops[0]?.calls[0]?.entry).toBeUndefined();
    expect(renderTrace(trace)).toContain('answer not in the journal');
  });
});

it('the search tells how far it is', async () => {
  const evolved = await evolvedCampaign();
  const [row] = rowsOf(evolved, '/02/evolve/rows/00000000-');
  const texts: string[] = [];
  await traceRow({ ...evolved, row: row!.id, onProgress: (text) => texts.push(text) });
  expect(texts[0]).toMatch(/^searching round 2 evolve: 1 objects read/);
});
