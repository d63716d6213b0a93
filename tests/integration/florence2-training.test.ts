import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { manifestsOf } from '../campaign-harness/artifacts.ts';
import { boughtBeyondPlan } from '../campaign-harness/plan-bound.ts';
import { openWorld, type World } from '../campaign-harness/world.ts';
import { baseModel, startScriptedTrainer, type ScriptedTrainer } from '../scripted-trainer/server.ts';

jest.setTimeout(300_000);

const campaign = 'trained';
let world: World;
let trainer: ScriptedTrainer;

/** The base model sees the patch a little off; a trained one sees it where it is. */
const speak = (model: string): string =>
  JSON.stringify({
    brief: 'A bright patch lies on a grey wall.',
    detailed: '',
    objects: [{ label: 'patch', box: model === baseModel ? [100, 100, 460, 460] : [100, 100, 500, 500] }],
    text: [],
  });

beforeAll(async () => {
  [world, trainer] = await Promise.all([openWorld({ photos: 6 }), startScriptedTrainer(speak)]);
  await world.startWorker();
  const gold = { id: 'gold', image: 'photos/0.jpg', boxes: [{ label: 'patch', bbox: [0.1, 0.1, 0.5, 0.5] }] };
  await writeFile(join(world.home, 'gold.jsonl'), `${JSON.stringify(gold)}\n`);
});
afterAll(async () => {
  await world?.close();
  await trainer?.close();
});

describe('an engine that trains between its rounds', () => {
  it('trains on what was accepted, asks the trained model by its name, and takes its better boxes in', async () => {
    const spec = await world.writeSpec(campaign, {
      recipe: 'florence2',
      input: { file: 'seed.jsonl', parts: { gold: 'gold.jsonl' } },
      options: {
        rounds: 2,
        specialists: [],
        chat: { samples: 1 },
        training: { serve: 'trainer' },
        filters: { objectDegree: 1 },
        merge: { overlap: 0.95 },
        acceptance: { entropyLoss: 1, phraseLoss: 1 },
      },
      models: { chat: { model: baseModel, baseUrls: [trainer.baseUrl], concurrency: 4 } },
      training: { baseUrl: trainer.baseUrl, pollSeconds: 0.1 },
    });
    const launched = await world.command('launch', spec, '--watch', '--json');
    expect({ code: launched.code, stderr: launched.stderr }).toMatchObject({ code: 0 });
    const factsOf = async (stage: string) =>
      (await manifestsOf(world.store(), campaign)).filter((one) => one.stage === stage).map(({ facts }) => facts ?? {});
    const [served] = await factsOf('serve');
    expect([...new Set(trainer.asks.map(({ model }) => model))]).toEqual([baseModel, served?.['model']]);
    expect(trainer.asks.every(({ prompt }) => !prompt.includes('Earlier annotators'))).toBe(true);
    expect((await factsOf('evaluate')).map(({ map50 }) => map50)).toEqual([1, 1]);
    expect((await factsOf('settle')).map(({ accepted }) => accepted)).toEqual([true, true]);
    expect(await boughtBeyondPlan(world, spec, campaign)).toEqual([]);
  });

  it('never on a picture of the gold set', async () => {
    const [select] = (await manifestsOf(world.store(), campaign)).filter(({ stage }) => stage === 'select');
    expect(select?.counts).toMatchObject({ rows: 5, dropped: 1 });
    expect(trainer.jobs).toHaveLength(1);
    expect(await world.command('audit', campaign, '--verify')).toMatchObject({ code: 0 });
  });
});
