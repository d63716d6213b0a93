import { describe, expect, it } from '@jest/globals';
import { readLines, writeLines } from '../../../activities/artifacts/dataset.ts';
import { rowsKey } from '../../../activities/artifacts/keys.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'c', round: 1, stage: 'generate' };

describe('lines of a shard', () => {
  it('come back as they were written', async () => {
    const store = memoryStore();
    const { sha256 } = await writeLines(store, place, 'rows', 0, [{ a: 1 }, { b: 'ü\n' }]);
    expect(await readLines(store, place, 'rows', 0, sha256)).toEqual([{ a: 1 }, { b: 'ü\n' }]);
  });

  it('that are gone, or of which one byte changed, are damage, named with what to do', async () => {
    const store = memoryStore();
    const { sha256 } = await writeLines(store, place, 'rows', 0, [{ a: 1 }]);
    const key = rowsKey(place, 0, sha256);
    store.objects.set(key, Buffer.from('{"a":2}\n'));
    const damaged = { code: 'artifact_damaged', message: expect.stringMatching(`^${key} .*mmsynth audit c --verify`) };
    await expect(readLines(store, place, 'rows', 0, sha256)).rejects.toMatchObject(damaged);
    store.objects.delete(key);
    await expect(readLines(store, place, 'rows', 0, sha256)).rejects.toMatchObject(damaged);
  });
});
