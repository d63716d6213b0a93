import { describe, expect, it } from '@jest/globals';
import { copiedImages, imagesByKey } from '../../../activities/export/image-files.ts';
import type { ExportTarget } from '../../../activities/export/target.ts';
import { internvlMeta } from '../../../activities/export/writers/internvl-meta.ts';
import type { Identity } from '../../../activities/campaigns/identity.ts';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { memoryStore } from '../../memory-store.ts';
import { optionsOf } from '../mix/scenario.ts';

const entryOf = (pictures: boolean, videos: boolean, options: Record<string, unknown> = {}) => {
  const dataset = { name: 'main', annotation: 'main.jsonl', lines: 3, pictures, videos, repeat: 1 };
  const identity = { recipe: 'mix', options: optionsOf({ datasets: { main: options } }) } as unknown as Identity;
  return (internvlMeta([dataset], '/root/', identity) as Record<string, unknown>)['main'];
};

describe('the meta file', () => {
  it.each([
    ['texts', false, false, false, 12],
    ['pictures', true, false, true, 12],
    ['videos', false, true, false, 1],
    ['pictures and videos', true, true, false, 12],
  ])('of %s', (_, pictures, videos, augment, tiles) => {
    expect(entryOf(pictures, videos)).toMatchObject({ data_augment: augment, max_dynamic_patch: tiles });
  });

  it('augments frames where that is told in so many words', () => {
    expect(entryOf(true, true, { augment: true })).toMatchObject({ data_augment: true });
  });
});

describe('frames of an export', () => {
  const frames = ['a', 'b', 'a'].map((letter) => ({ sha256: letter.repeat(64) }));

  it('stand in their folder by number, one that is shown twice too, and are not written again', async () => {
    const store = memoryStore();
    for (const { sha256 } of frames) await store.putOnce(imageKey(sha256), sha256, 'image/jpeg');
    const written = new Map<string, string>();
    const target = {
      has: async (name: string) => written.has(name),
      put: async (name: string, bytes: Buffer) => void written.set(name, bytes.toString()),
    } as unknown as ExportTarget;
    const files = copiedImages(store, target);
    for (let time = 0; time < 2; time++) await files.framesIn('videos/x/', frames);
    expect([...written]).toEqual(frames.map(({ sha256 }, at) => [`videos/x/frame_${at + 1}.jpg`, sha256]));
    expect(files.written()).toBe(3);
  });

  it('have no keys to be named by', async () => {
    await expect(imagesByKey().framesIn('videos/x/', frames)).rejects.toMatchObject({ code: 'format_unfit' });
  });
});
