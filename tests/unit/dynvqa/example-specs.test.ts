import { describe, expect, it } from '@jest/globals';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSpec } from '../../../activities/campaigns/spec/read-spec.ts';

const specs = ['build.yaml', 'answer.yaml', 'golden.yaml', 'refresh.yaml'];
const pathOf = (name: string): string => fileURLToPath(new URL(`../../../examples/dynvqa/${name}`, import.meta.url));
const corpus = `options.retrieval.corpus="${'a'.repeat(64)}"`;

describe('the specs of the example', () => {
  it.each(specs)('%s is valid once the corpus is named', async (name) => {
    const { spec } = await readSpec(pathOf(name), [corpus]);
    expect(spec.recipe).toBe('dynvqa');
    await expect(readSpec(pathOf(name))).rejects.toThrow(/options\.retrieval\.corpus' is missing/u);
  });

  it('have campaign ids of their own, and facts and pictures that are there', async () => {
    const read = await Promise.all(specs.map((name) => readSpec(pathOf(name), [corpus])));
    expect(new Set(read.map(({ spec }) => spec.campaign)).size).toBe(specs.length);
    const [build] = read;
    expect(statSync(build?.seedFile ?? '').isFile()).toBe(true);
    expect(statSync(build?.imageFolder ?? '').isDirectory()).toBe(true);
  });

  it('name the release by its day', async () => {
    for (const name of ['build.yaml', 'refresh.yaml']) {
      const { options } = await readSpec(pathOf(name), [corpus]);
      expect(String(options['asOf']).slice(0, 7).replace('-', '')).toBe(options['version']);
    }
  });
});
