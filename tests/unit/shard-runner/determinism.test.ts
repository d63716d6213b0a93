import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InferenceError } from '../../../activities/inference/index.ts';
import { uniformFrom } from '../../../recipes/sha256.ts';
import { failing, faultyStore } from '../../faulty-store.ts';
import { attemptShard, committed, dataOf, importedCampaign } from './scenario.ts';
import { scriptedGateway, type Asked, type Scripted } from './scripted-gateway.ts';

const prompts = Array.from({ length: 12 }, (_, i) => `prompt ${i}`);

/** What an endpoint says to a request: a function of the request alone. */
const behaviours: readonly ((asked: Asked) => Scripted)[] = [
  ({ prompt }) => ({ text: `plain ${prompt}` }),
  ({ seed }) => ({ text: `sampled ${seed}` }),
  ({ messages }) => ({ text: messages.length === 1 ? '' : 'after a re-ask' }),
  () => ({ text: '' }),
  ({ seed = 0 }) => ({ finishReason: seed % 2 === 0 ? 'length' : 'stop', text: `odd ${seed}` }),
  () => new InferenceError('refused', 'no', { reason: 'policy' }),
  () => ({ finishReason: 'content_filter' }),
];

const endpoint = (kinds: readonly number[], delays: readonly number[]) =>
  scriptedGateway((asked) => {
    const at = prompts.indexOf(asked.prompt);
    const answer = behaviours[kinds[at] ?? 0]!(asked);
    const delayMs = (delays[at % delays.length] ?? 0) * uniformFrom(asked.seed ?? 0);
    return answer instanceof Error ? answer : { ...answer, delayMs };
  });

const kinds = fc.array(fc.nat({ max: behaviours.length - 1 }), { minLength: 12, maxLength: 12 });
const delays = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 12 });

describe('same input, same bytes', () => {
  it('whatever the latency and the order in which answers come', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, delays, delays, async (chosen, once, again) => {
        const [one, other] = [await importedCampaign([prompts]), await importedCampaign([prompts])];
        await attemptShard(one, endpoint(chosen, once), { run: 'one' });
        await attemptShard(other, endpoint(chosen, again), { run: 'other' });
        expect(dataOf(one)).toEqual(dataOf(other));
        const { commit, rejects } = await committed(one);
        const { total, kept, dropped, failed } = commit.counts;
        expect(kept + dropped + failed).toBe(total);
        expect(failed).toBe(rejects.length);
      }),
      { numRuns: 25 },
    );
  });

  it('however often attempts are killed on the way', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, delays, fc.array(fc.nat({ max: 10 }), { maxLength: 4 }), async (chosen, lag, kills) => {
        const [quiet, troubled] = [await importedCampaign([prompts]), await importedCampaign([prompts])];
        await attemptShard(quiet, endpoint(chosen, [0]));
        for (const puts of kills) {
          let left = puts;
          const store = faultyStore(troubled, () => (left-- > 0 ? undefined : failing(new Error('killed'))));
          await attemptShard(store, endpoint(chosen, lag)).catch(() => undefined);
        }
        await attemptShard(troubled, endpoint(chosen, lag));
        const committedData = dataOf(troubled);
        expect(dataOf(quiet)).toEqual(committedData);
      }),
      { numRuns: 25 },
    );
  });
});
