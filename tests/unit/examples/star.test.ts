import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readSpec } from '../../../activities/campaigns/spec/read-spec.ts';
import { splitOf } from '../../../recipes/star/arithmetic/split.ts';
import { recipe } from '../../../recipes/star/index.ts';
import { optionsOf } from '../star/scenario.ts';

const folder = fileURLToPath(new URL('../../../examples/star/', import.meta.url));

describe('the examples of STaR', () => {
  it.each([
    ['arithmetic', 'arithmetic'],
    ['commonsenseqa', 'commonsenseqa'],
    ['gsm8k', 'gsm8k'],
    ['gsm8k-tiny', 'gsm8k'],
  ])('%s.yaml is a valid spec of %s', async (name, dataset) => {
    const { spec, options } = await readSpec(join(folder, `${name}.yaml`));
    expect(spec.recipe).toBe('star');
    expect(options['dataset']).toBe(dataset);
  });

  it.each(['pool', 'dev'])('bring sums of the %s side only, each with its gold answer', (split) => {
    const lines = readFileSync(join(folder, `${split}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) {
      const record = JSON.parse(line) as { id: string };
      const [a = 0, b = 0] = record.id.split('+').map(Number);
      expect(splitOf({ a, b })).toBe(split);
      expect(recipe.readSeed(record, optionsOf({ dataset: 'arithmetic' }))).toMatchObject({ ok: true });
    }
  });
});
