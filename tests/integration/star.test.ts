import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { manifestsOf } from '../campaign-harness/artifacts.ts';
import { openSumsWorld, type SumsWorld } from '../campaign-harness/training-world.ts';
import { baseModel, startScriptedTrainer, type ScriptedTrainer } from '../scripted-trainer/server.ts';

jest.setTimeout(300_000);

let world: SumsWorld;
let trainer: ScriptedTrainer;
beforeAll(async () => {
  [world, trainer] = await Promise.all([openSumsWorld([1, 2, 3], 6), startScriptedTrainer()]);
  await world.startWorker();
});
afterAll(async () => {
  await world?.close();
  await trainer?.close();
});

async function factsOf(campaign: string, stage: string) {
  const manifests = await manifestsOf(world.store(), campaign);
  return manifests.filter((one) => one.stage === stage).map(({ facts }) => facts ?? {});
}

async function play(campaign: string, options: object): Promise<string> {
  const spec = await world.writeSpec(campaign, trainer.baseUrl, { options });
  expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
  return (await world.ended(campaign)).state;
}

describe('a model that solves k-digit sums only after training on (k-1)-digit ones', () => {
  it('learns one length after the other with rationalization', async () => {
    expect(await play('with', {})).toBe('completed');
    expect(await factsOf('with', 'assess')).toMatchObject([
      { base: 1 / 3, 'base/1': 1, 'base/2': 0, 'accuracy/2': 1, 'accuracy/3': 0, bestIteration: 1, stop: '' },
      { 'accuracy/2': 1, 'accuracy/3': 1, accuracy: 1, bestIteration: 2, stop: '' },
      { accuracy: 1, bestIteration: 2, stop: 'iterations' },
    ]);
  });

  it('stays where it is without', async () => {
    expect(await play('without', { rationalize: false })).toBe('completed');
    const assessed = await factsOf('without', 'assess');
    expect(assessed.map(({ accuracy }) => accuracy)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(assessed.at(-1)).toMatchObject({ bestIteration: 1, stop: 'iterations' });
    expect(trainer.asks.filter(({ hinted }) => hinted).every(({ answered }) => answered)).toBe(true);
  });

  it('is trained from the base model every time, for 40, 48 and 57 steps', async () => {
    expect(trainer.jobs.map(({ model, hyperparameters }) => [model, hyperparameters['n_steps']])).toEqual([
      ...[40, 48, 57].map((steps) => [baseModel, steps]),
      ...[40, 48, 57].map((steps) => [baseModel, steps]),
    ]);
  });

  it('is asked in iteration n by the name of the model of iteration n-1', async () => {
    const served = (await factsOf('with', 'serve')).map(({ model }) => model);
    const asked = [...new Set(trainer.asks.map(({ model }) => model))];
    expect(asked.slice(0, 4)).toEqual([baseModel, ...served]);
  });
});
