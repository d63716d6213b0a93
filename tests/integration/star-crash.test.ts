import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { datasetOf, journalOf } from '../campaign-harness/artifacts.ts';
import { openSumsWorld, type SumsWorld } from '../campaign-harness/training-world.ts';
import { until } from '../campaign-harness/until.ts';
import { startScriptedTrainer, type ScriptedTrainer } from '../scripted-trainer/server.ts';

jest.setTimeout(300_000);

interface Scene {
  readonly world: SumsWorld;
  readonly trainer: ScriptedTrainer;
}

const campaign = 'sums';
let quiet: Scene;
let killed: Scene;

async function open(): Promise<Scene> {
  const [world, trainer] = await Promise.all([openSumsWorld([1, 2], 8), startScriptedTrainer()]);
  return { world, trainer };
}

async function launch({ world, trainer }: Scene, id: string): Promise<void> {
  const spec = await world.writeSpec(id, trainer.baseUrl, { options: { iterations: 1 }, window: 8 });
  expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
}

beforeAll(async () => {
  [quiet, killed] = [await open(), await open()];
});
afterAll(async () => {
  for (const scene of [quiet, killed]) {
    await scene?.world.close();
    await scene?.trainer.close();
  }
});

/** The sampling seed of a journal key, as the shard runner makes it. */
const seedOf = (key: string): number => parseInt(key.slice(0, 7), 16);

describe('kill -9 of the worker in generation, rationalization, training, serving and evaluation', () => {
  const askedAgain: number[] = [];

  it('ends like a quiet run', async () => {
    await quiet.world.startWorker();
    await launch(quiet, campaign);
    expect((await quiet.world.ended(campaign)).state).toBe('completed');

    const { world, trainer } = killed;
    const { plain, hinted, jobs, listing, trained } = trainer.gates;
    let worker = await world.startWorker();
    const phases = [
      // Dev problems are asked first; the pool comes once they are answered.
      { gate: plain, moment: () => plain.waiting() > 0 && trainer.asks.some(({ answered }) => answered) },
      { gate: hinted, moment: () => hinted.waiting() > 0 },
      { gate: jobs, moment: () => trainer.jobs.length === 1 },
      { gate: listing, moment: () => listing.waiting() > 0 },
      { gate: trained, moment: () => trained.waiting() > 0 },
    ];
    for (const { gate } of phases.slice(1)) gate.shut();
    plain.shutAfter(12);
    await launch(killed, campaign);
    for (const { gate, moment } of phases) {
      await until('the moment of a kill', async () => moment());
      await worker.end('SIGKILL');
      const journaled = new Set((await journalOf(world.store(), campaign)).map(({ key }) => seedOf(key)));
      const before = trainer.asks.length;
      gate.open();
      worker = await world.startWorker();
      await until(
        'work after a kill',
        async () => trainer.asks.length > before || trainer.jobs[0]?.status === 'succeeded',
      );
      askedAgain.push(...trainer.asks.slice(before).flatMap(({ seed }) => (journaled.has(seed) ? [seed] : [])));
    }
    expect((await world.ended(campaign)).state).toBe('completed');
  });

  it('leaves rows, rejects and manifests as the quiet run, byte by byte', async () => {
    const [wanted, got] = await Promise.all([quiet, killed].map(({ world }) => datasetOf(world.store(), campaign)));
    expect(Object.keys(wanted ?? {}).length).toBeGreaterThan(20);
    expect(got).toEqual(wanted);
  });

  it('asks for no journaled answer again, and starts no second job', () => {
    expect(askedAgain).toEqual([]);
    expect(killed.trainer.jobs.map(({ status }) => status)).toEqual(['succeeded']);
  });
});

describe('a training', () => {
  it('that fails stops the iteration with the trainer’s message, and resume trains again from there', async () => {
    const { world, trainer } = quiet;
    const before = { jobs: trainer.jobs.length };
    trainer.failNext('the training file has no examples');
    await launch(quiet, 'failing');
    const failed = await world.ended('failing');
    expect(failed.state).toBe('failed');
    expect(failed.reason).toContain('the training file has no examples');
    const asked = trainer.asks.length;
    expect(await world.command('resume', 'failing', '--json')).toMatchObject({ code: 0 });
    expect((await world.ended('failing')).state).toBe('completed');
    expect(trainer.jobs.slice(before.jobs).map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    expect(trainer.asks.slice(asked).every(({ model }) => model.startsWith('ft:'))).toBe(true);
  });

  it('is told by status, cancelled with its campaign, and started anew by resume', async () => {
    const { world, trainer } = quiet;
    const before = trainer.jobs.length;
    const { jobs } = trainer.gates;
    jobs.shut();
    await launch(quiet, 'stopped');
    const training = await until('a loss in the status', async () => {
      const told = (await world.status('stopped')).training;
      return told?.loss !== undefined && told;
    });
    expect(training).toMatchObject({ round: 1, stage: 'train', doing: 'running', step: 30, steps: 40 });
    expect(await world.command('cancel', 'stopped', '--json')).toMatchObject({ code: 0 });
    expect((await world.ended('stopped')).state).toBe('cancelled');
    expect(trainer.jobs.slice(before).map(({ status }) => status)).toEqual(['cancelled']);
    jobs.open();
    expect(await world.command('resume', 'stopped', '--json')).toMatchObject({ code: 0 });
    expect((await world.ended('stopped')).state).toBe('completed');
    expect(trainer.jobs.slice(before).map(({ status }) => status)).toEqual(['cancelled', 'succeeded']);
  });
});
