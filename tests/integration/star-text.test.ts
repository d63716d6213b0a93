import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StarFigures } from '../../activities/report/star/iterations.ts';
import { reportSummary } from '../../activities/report/write-report.ts';
import { rowsOf } from '../campaign-harness/artifacts.ts';
import { audited, nothingAmiss } from '../campaign-harness/audited.ts';
import { openTrainerWorld, trainerPatienceMs } from '../campaign-harness/trainer-world.ts';
import type { SumsWorld } from '../campaign-harness/training-world.ts';

jest.setTimeout(trainerPatienceMs);

let world: SumsWorld;
beforeAll(async () => {
  world = await openTrainerWorld();
});
afterAll(() => world?.close());

const things = ['pears', 'maps', 'keys', 'shirts', 'bricks', 'spoons'];
/** Problems of our own in GSM8K's published form. */
const gsm8k = (count: number, from: number): readonly object[] =>
  Array.from({ length: count }, (_, at) => {
    const [a, b, thing] = [11 + 3 * (at + from), 2 + ((at + from) % 7), things[at % things.length]];
    const total = `${a}+${b}`;
    return {
      question: `Mira’s shed holds ${a} ${thing}. On Friday she brings ${b} more. How many ${thing} are in the shed?`,
      answer: `There are ${total} = <<${total}=${a + b}>>${a + b} ${thing} in the shed.\n#### ${a + b}`,
    };
  });

const places = ['drawer', 'stable', 'harbour', 'attic', 'meadow'];
/** Questions of our own in CommonsenseQA's published form. */
const commonsenseqa = (count: number, from: number): readonly object[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `q${at + from}`,
    answerKey: 'ABCDE'[(at + from) % 5],
    question: {
      stem: `Visit ${at + from}: where would you look for the thing that belongs in a ${places[(at + from) % 5]}?`,
      question_concept: 'place',
      choices: places.map((text, label) => ({ label: 'ABCDE'[label], text })),
    },
  }));

async function writeProblems(name: string, records: readonly object[]): Promise<string> {
  await writeFile(join(world.home, name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return name;
}

describe.each([
  ['gsm8k', gsm8k, /\(\d+\)\nA:$/],
  ['commonsenseqa', commonsenseqa, /CORRECT/],
] as const)('problems of %s in their published form', (dataset, make, hint) => {
  const campaign = `text-${dataset}`;
  let figures: StarFigures;

  it('go through attempts, hints, training, serving and evaluation on the embedded trainer', async () => {
    const file = await writeProblems(`${dataset}.jsonl`, make(16, 0));
    const dev = await writeProblems(`${dataset}-dev.jsonl`, make(6, 16));
    const spec = await world.writeSpec(campaign, 'embedded-trainer', {
      input: { file, parts: { dev } },
      models: {
        generator: { model: 'tiny-text', baseUrls: ['embedded-trainer'], concurrency: 32, maxTokens: 128 },
      },
      training: { baseUrl: 'embedded', pollSeconds: 0.2 },
      shardItems: 16,
      options: { dataset, iterations: 2, schedule: { kind: 'steady', first: 8, added: 2 } },
    });
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    expect((await world.ended(campaign)).state).toBe('completed');
    figures = (await reportSummary(world.store(), campaign)).figures as unknown as StarFigures;
    expect(figures.iterations).toMatchObject([
      { attempted: 16, failed: 0, steps: 8, trainedFrom: 'tiny-text', dev: 6 },
      { attempted: 16, failed: 0, steps: 10, trainedFrom: 'tiny-text', dev: 6 },
    ]);
    expect(figures.iterations.map(({ model }) => model?.startsWith('ft:tiny-text:'))).toEqual([true, true]);
  });

  it('give records whose answers are gold and whose prompts hold no hint', async () => {
    const rows = await rowsOf(world.store(), campaign, 1, 'select');
    expect(rows).toHaveLength((figures.iterations[0]?.generated ?? 0) + (figures.iterations[0]?.rationalized ?? 0));
    expect(rows.some(({ source }) => source === 'rationalized')).toBe(true);
    for (const row of rows) {
      const prompt = row['prompt'] as readonly { readonly content: string }[];
      expect(prompt.at(-1)?.content).toMatch(/^Q: /);
      expect(prompt.map(({ content }) => content).join('\n')).not.toMatch(hint);
      expect(row).toMatchObject({ answer: row['gold'], dataset, model: 'base' });
    }
  });

  it('leave a campaign in which audit finds nothing amiss', async () => {
    expect(await audited(world, campaign)).toEqual(nothingAmiss);
  });
});
