import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSpec } from '../../../activities/campaigns/spec/read-spec.ts';
import { mmevolOptions, recipe } from '../../../recipes/mmevol/index.ts';

const folder = fileURLToPath(new URL('../../../examples/', import.meta.url));
const specs = ['photos.yaml', 'photos-full.yaml', 'own-endpoint.yaml'];
const lines = readFileSync(join(folder, 'photos.jsonl'), 'utf8').trimEnd().split('\n');

describe('the examples', () => {
  it.each(specs)('%s is a valid spec whose files are there', async (name) => {
    const { seedFile, imageFolder, spec } = await readSpec(join(folder, name));
    expect(spec.recipe).toBe('mmevol');
    expect(statSync(seedFile).isFile()).toBe(true);
    expect(statSync(imageFolder).isDirectory()).toBe(true);
  });

  it('have campaign ids of their own', async () => {
    const read = await Promise.all(specs.map((name) => readSpec(join(folder, name))));
    expect(new Set(read.map(({ spec }) => spec.campaign)).size).toBe(specs.length);
  });

  it('bring nine photos with at least 28 questions, none asked twice', async () => {
    const { imageFolder } = await readSpec(join(folder, 'photos.yaml'));
    const questions = lines.flatMap((line) => {
      const record = recipe.readSeed(JSON.parse(line), mmevolOptions.parse({}));
      if (!record.ok) throw new Error(`${record.label}: ${record.message}`);
      expect(statSync(join(imageFolder, record.image ?? '')).size).toBeGreaterThan(0);
      return (record.fields['conversations'] as { question: string }[]).map(({ question }) => question);
    });
    expect(lines).toHaveLength(9);
    expect(questions.length).toBeGreaterThanOrEqual(28);
    expect(new Set(questions).size).toBe(questions.length);
  });
});
