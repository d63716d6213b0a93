import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askEmbedder } from '../../../activities/shard-runner/ask-embedder.ts';
import type { AskedCall, AskDependencies } from '../../../activities/shard-runner/ask-model.ts';
import type { JournalEntry } from '../../../activities/artifacts/journal-entry.ts';
import { decodeVector, encodeVector } from '../../../recipes/embedding.ts';
import type { EmbedCall } from '../../../recipes/services.ts';
import { identityFor } from '../../written-campaign.ts';

const answer = JSON.stringify({ dimensions: 2, vectors: [encodeVector([1, 0]), encodeVector([0, 1])] });
const entry = { answer } as JournalEntry;

async function ask(call: EmbedCall, recall: (key: string) => JournalEntry | undefined = () => undefined) {
  const bought: Parameters<AskDependencies['buy']>[] = [];
  const asked: AskedCall[] = [];
  const identity = identityFor('x', 1);
  const found = await askEmbedder(call, {
    identity,
    place: { root: 'x', round: 1, stage: 's', item: 'i' },
    recall,
    buy: async (...args) => {
      bought.push(args);
      return entry;
    },
    asked,
  });
  return { found, bought, asked };
}

describe('asking for vectors', () => {
  it('gives one a text, in order, and notes the call', async () => {
    const { found, bought, asked } = await ask({ name: 'embed', model: 'generator', input: { texts: ['a', 'b'] } });
    expect(found.value.vectors.map((vector) => [...decodeVector(vector)])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(bought[0]?.[3]).toMatchObject({
      embed: 'texts',
      messages: [
        { role: 'user', content: 'a' },
        { role: 'user', content: 'b' },
      ],
    });
    expect(asked).toEqual([{ key: found.key, answer: found.answer, call: 'embed', sample: 0, ask: 0 }]);
  });

  it('sends a picture as one message', async () => {
    const { bought } = await ask({ name: 'embed', model: 'generator', input: { image: 'f'.repeat(64), text: 'cat' } });
    expect(bought[0]?.[3]).toMatchObject({
      embed: 'message',
      messages: [
        {
          content: [
            { type: 'image', sha256: 'f'.repeat(64) },
            { type: 'text', text: 'cat' },
          ],
        },
      ],
    });
  });

  it('buys nothing that the journal has, under a key that names the input', async () => {
    const keys: string[] = [];
    const known = (key: string) => (keys.push(key), entry);
    const call = { name: 'embed', model: 'generator' };
    const { bought } = await ask({ ...call, input: { texts: ['a', 'b'] } }, known);
    await ask({ ...call, input: { texts: ['a', 'c'] } }, known);
    expect(bought).toEqual([]);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a vector in the journal', () => {
  it('comes back as float32', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, noNaN: true }), (values) => {
        expect([...decodeVector(encodeVector(values))]).toEqual([...values]);
      }),
    );
  });
});
