import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readShardRejects, readShardRows } from '../../../activities/artifacts/stage-rows.ts';
import { openImageSource } from '../../../activities/import/image-source.ts';
import { importSeed } from '../../../activities/import/import-seed.ts';
import { recipeNamed } from '../../../recipes/registry.ts';
import { memoryStore } from '../../memory-store.ts';
import { identityFor } from '../../written-campaign.ts';
import { optionsOf } from './scenario.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-star-import-'));
  const picture = { width: 40, height: 40, channels: 3, background: 'black' } as const;
  await writeFile(join(folder, 'there.png'), await sharp({ create: picture }).png().toBuffer());
  const lines = [
    { id: 'there', question: 'Colour?', image: 'there.png', choices: ['black', 'white'], answer: 'A' },
    { id: 'gone', question: 'Colour?', image: 'gone.png', choices: ['black', 'white'], answer: 'A' },
  ];
  await writeFile(join(folder, 'problems.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a problem about a picture', () => {
  it('that is missing fails at import, and is never asked or counted as wrong', async () => {
    const store = memoryStore();
    const options = JSON.parse(JSON.stringify(optionsOf({ dataset: 'multimodal' }))) as Record<string, never>;
    const identity = { ...identityFor('pictures', 1), recipe: 'star' as const, options };
    const images = openImageSource(folder);
    const seedFile = join(folder, 'problems.jsonl');
    const { counts } = await importSeed({ store, identity, recipe: recipeNamed('star'), seedFile, images });
    images.close();
    expect(counts).toMatchObject({ total: 2, kept: 1, failed: 1 });
    const place = { campaign: 'pictures', round: 0, stage: 'import' };
    expect(await readShardRejects(store, place, 0, 1, {})).toMatchObject([{ kind: 'failed', reason: 'image_missing' }]);
    const [row] = await readShardRows(store, place, 0, 1, {});
    expect(row).toMatchObject({
      source_id: 'there',
      image: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), mediaType: 'image/png' },
      image_path: 'there.png',
    });
  });
});
