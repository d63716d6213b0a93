import { describe, expect, it } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/index.ts';
import { attemptShard, committed, dataOf, importedCampaign, journalOf } from './scenario.ts';
import { scriptedGateway } from './scripted-gateway.ts';

const inferenceError = (code: 'refused' | 'bad_request' | 'transient' | 'image_unreadable') =>
  new InferenceError(code, `the endpoint says ${code}`, { reason: `http_${code}` });

describe('answers of a shard', () => {
  it('become rows in input order, each naming the answer it rests on', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const gateway = scriptedGateway(({ prompt }) => ({ delayMs: { a: 6, b: 3, c: 0 }[prompt] ?? 0 }));
    const result = await attemptShard(store, gateway);
    const { commit, rows, rejects } = await committed(store);
    expect(result.counts).toEqual({ total: 3, kept: 3, dropped: 0, failed: 0, rows: 3 });
    expect(commit.counts).toEqual(result.counts);
    expect(rows.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c']);
    expect(rejects).toEqual([]);
    const { entries } = await journalOf(store);
    for (const { calls, answer } of rows) expect(entries.get(calls[0]!.key)?.answer).toBe(answer);
    expect(result.usage).toEqual({ requests: 3, promptTokens: 30, completionTokens: 15, cost: 0 });
  });

  it('one cut short is never accepted and is sampled again with another seed', async () => {
    const store = await importedCampaign([['a']]);
    const gateway = scriptedGateway(({ before }) =>
      before < 3 ? { text: 'answer to', finishReason: 'length' } : { text: 'answer to a' },
    );
    await attemptShard(store, gateway);
    const { rows } = await committed(store);
    expect(rows.map(({ answer }) => answer)).toEqual(['answer to a']);
    expect(new Set(gateway.asked.map(({ seed }) => seed)).size).toBe(4);
    expect(new Set(gateway.asked.map(({ last }) => last))).toEqual(new Set(['a']));
  });

  it('cut short again and again makes a failed item', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const gateway = scriptedGateway(({ prompt }) => ({ finishReason: prompt === 'a' ? 'length' : 'stop' }));
    const { counts } = await attemptShard(store, gateway);
    expect(counts).toEqual({ total: 2, kept: 1, dropped: 0, failed: 1, rows: 1 });
    expect((await committed(store)).rejects).toMatchObject([{ kind: 'failed', reason: 'cut_short' }]);
    expect(gateway.asked.filter(({ prompt }) => prompt === 'a')).toHaveLength(4);
  });

  it('an invalid one is asked again once, with the error', async () => {
    const store = await importedCampaign([['a']]);
    const gateway = scriptedGateway(({ before }) => ({ text: before === 0 ? ' ' : 'better' }));
    await attemptShard(store, gateway);
    expect((await committed(store)).rows.map(({ answer }) => answer)).toEqual(['better']);
    expect(gateway.asked).toHaveLength(2);
    expect(gateway.asked[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(gateway.asked[1]?.last).toContain('The answer was empty.');
  });

  it('a second invalid one makes a failed item with the reason of the parser', async () => {
    const store = await importedCampaign([['a']]);
    const gateway = scriptedGateway(() => ({ text: '' }));
    await attemptShard(store, gateway);
    const { rejects } = await committed(store);
    expect(rejects).toMatchObject([{ kind: 'failed', reason: 'empty_answer', detail: { call: 'generate' } }]);
    expect(rejects[0]?.calls).toHaveLength(2);
    expect(gateway.asked).toHaveLength(2);
  });

  it('stopped by the content filter makes a refused item', async () => {
    const store = await importedCampaign([['a']]);
    await attemptShard(
      store,
      scriptedGateway(() => ({ finishReason: 'content_filter' })),
    );
    expect((await committed(store)).rejects).toMatchObject([{ kind: 'failed', reason: 'refused' }]);
  });

  it.each([
    ['refused', 'refused'],
    ['bad_request', 'bad_request'],
    ['image_unreadable', 'image_unreadable'],
    ['transient', 'endpoint_error'],
  ] as const)('an endpoint that says %s makes the item %s, and no other', async (code, reason) => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const gateway = scriptedGateway(({ prompt }) => (prompt === 'b' ? inferenceError(code) : {}));
    const { counts } = await attemptShard(store, gateway);
    expect(counts).toEqual({ total: 3, kept: 2, dropped: 0, failed: 1, rows: 2 });
    const { rejects } = await committed(store);
    expect(rejects).toMatchObject([{ reason, detail: { call: 'generate', why: `http_${code}` } }]);
  });

  it('from the journal are not asked for again', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    const quiet = await importedCampaign([['a', 'b', 'c']]);
    await attemptShard(
      quiet,
      scriptedGateway(() => ({})),
    );
    const stopped = scriptedGateway(({ prompt }) =>
      prompt === 'c' ? new InferenceError('fatal', 'the key was taken back', { reason: 'http_401' }) : {},
    );
    await expect(attemptShard(store, stopped)).rejects.toMatchObject({ code: 'endpoint_rejects' });
    const resumed = scriptedGateway(() => ({}));
    await attemptShard(store, resumed);
    expect(resumed.asked.map(({ prompt }) => prompt)).toEqual(['c']);
    expect(dataOf(store)).toEqual(dataOf(quiet));
  });

  it('cut short or invalid ones in the journal count as asked too', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const failing = scriptedGateway(({ prompt, before }) => {
      if (prompt === 'b') return new InferenceError('fatal', 'gone', { reason: 'http_404' });
      return before === 0 ? { finishReason: 'length' } : { text: before === 1 ? '' : 'third' };
    });
    await expect(attemptShard(store, failing)).rejects.toThrow('models.generator: gone');
    const resumed = scriptedGateway(() => ({ text: 'resumed' }));
    await attemptShard(store, resumed);
    const asked = failing.asked.filter(({ prompt }) => prompt === 'a').length;
    expect(resumed.asked.filter(({ prompt }) => prompt === 'a')).toHaveLength(3 - asked);
  });
});
