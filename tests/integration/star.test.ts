import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDecisions } from '../../activities/campaigns/decisions.ts';
import { drawSums, type SumRecord } from '../../recipes/star/arithmetic/draw-sums.ts';
import { workingOf } from '../../recipes/star/arithmetic/working.ts';
import { extractAnswer } from '../../recipes/star/index.ts';
import { manifestsOf, rowsOf } from '../campaign-harness/artifacts.ts';
import { audited, nothingAmiss } from '../campaign-harness/audited.ts';
import { boughtBeyondPlan } from '../campaign-harness/plan-bound.ts';
import { openSumsWorld, type SumsWorld } from '../campaign-harness/training-world.ts';
import { baseModel, startScriptedTrainer, type ScriptedTrainer } from '../scripted-trainer/server.ts';
import { askedSum } from '../scripted-trainer/sums-model.ts';

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
  const { state } = await world.ended(campaign);
  expect(await boughtBeyondPlan(world, spec, campaign)).toEqual([]);
  return state;
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

  it('stays where it is without, and is given no hint', async () => {
    const hinted = (): number => trainer.asks.filter((ask) => ask.hinted).length;
    const before = hinted();
    expect(await play('without', { rationalize: false })).toBe('completed');
    expect([before > 0, hinted()]).toEqual([true, before]);
    const assessed = await factsOf('without', 'assess');
    expect(assessed.map(({ accuracy }) => accuracy)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(assessed.at(-1)).toMatchObject({ bestIteration: 1, stop: 'iterations' });
  });

  it('is trained from the base model every time, for 40, 48 and 57 steps, each job a decision', async () => {
    const jobs = trainer.jobs.filter(({ suffix }) => suffix.startsWith('with-'));
    expect(jobs.map(({ model, hyperparameters }) => [model, hyperparameters['n_steps']])).toEqual(
      [40, 48, 57].map((steps) => [baseModel, steps]),
    );
    const decisions = await readDecisions(world.store(), 'with');
    expect(decisions.filter(({ kind }) => kind === 'trainer').map(({ round, reason }) => [round, reason])).toEqual(
      jobs.map(({ id }, at) => [at + 1, expect.stringContaining(`job ${id} at `)]),
    );
  });

  it('is asked in iteration n by the name of the model of iteration n-1', async () => {
    const served = (await factsOf('with', 'serve')).map(({ model }) => model);
    const asked = [...new Set(trainer.asks.map(({ model }) => model))];
    expect(asked.slice(0, 4)).toEqual([baseModel, ...served]);
  });
});

describe('the verbs that read a STaR campaign', () => {
  it('audit finds nothing amiss', async () => {
    const { code, stdout } = await world.command('audit', 'with', '--verify', '--json');
    const { problems, verified, boughtTwice } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, problems, verified, boughtTwice }).toEqual({
      code: 0,
      problems: [],
      verified: true,
      boughtTwice: 0,
    });
  });

  it('report tells attempted, right, rationalized, kept share, steps and accuracy of each iteration', async () => {
    const out = join(world.home, 'with.html');
    const { stdout } = await world.command('report', 'with', '--out', out, '--json');
    const { summary } = JSON.parse(stdout) as { summary: { figures: unknown } };
    expect(summary.figures).toMatchObject({
      base: { accuracy: 1 / 3, byClass: { 1: 1, 2: 0, 3: 0 } },
      bestIteration: 2,
      stop: 'iterations',
      iterations: [
        {
          attempted: 18,
          correct: 6,
          rationalized: 6,
          keptShare: 2 / 3,
          steps: 40,
          accuracy: 2 / 3,
          trainedFrom: baseModel,
        },
        { attempted: 18, correct: 12, rationalized: 6, keptShare: 1, steps: 48, accuracy: 1 },
        { attempted: 18, correct: 18, rationalized: 0, keptShare: 1, steps: 57, accuracy: 1 },
      ],
    });
    const page = await readFile(out, 'utf8');
    expect(page).toContain('Accuracy on dev, by class');
    expect(page).toContain('rationalized with a hint');
  });

  it('export gives the training set of the best iteration as it was trained on, without a hint in it', async () => {
    const out = join(world.home, 'exported');
    expect(await world.command('export', 'with', '--format', 'openai', '--out', out)).toMatchObject({ code: 0 });
    const exported = await readFile(join(out, 'dataset.jsonl'), 'utf8');
    const [job] = trainer.jobs.filter(({ suffix }) => suffix.startsWith('with-r02'));
    expect(exported).toBe(trainer.files.get(job?.file ?? ''));
    expect(exported).not.toMatch(/Target: \d/);
    expect(exported.trimEnd().split('\n')).toHaveLength(18);
  });

  it('trace shows problem, raw output, hint used or not, model and iteration of a training record', async () => {
    const rows = await rowsOf(world.store(), 'with', 2, 'release');
    const row = rows.find(({ source }) => source === 'rationalized');
    const { code, stdout, stderr } = await world.command('trace', 'with', row?.id ?? '', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { hops } = JSON.parse(stdout) as {
      hops: { round: number; stage: string; fields: object; calls: object[] }[];
    };
    expect(hops.map(({ round, stage }) => [round, stage])).toEqual([
      [2, 'release'],
      [2, 'select'],
      [2, 'rationalize'],
      [0, 'import'],
    ]);
    expect(hops[2]).toMatchObject({
      fields: { hint_used: true, iteration: 2, model: expect.stringMatching(/^ft:scripted:with-r01-/) },
      calls: [{ entry: { call: 'rationalize', text: expect.stringContaining('<scratch>') } }],
    });
    expect(hops[3]?.fields).toMatchObject({ question: expect.stringContaining(' + '), class: '3' });
  });
});

describe('problems of any number', () => {
  it.each([1, 7, 9])('%i of them are all attempted, and rationalized where they failed', async (limit) => {
    const campaign = `odd-${limit}`;
    const before = trainer.asks.length;
    const options = { trainer: 'none' };
    const input = { file: 'pool.jsonl', limit };
    const spec = await world.writeSpec(campaign, trainer.baseUrl, { options, input });
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    expect((await world.ended(campaign)).state).toBe('completed');
    const asks = trainer.asks.slice(before);
    expect(asks.filter(({ hinted }) => !hinted)).toHaveLength(limit);
    expect(asks.filter(({ hinted }) => hinted)).toHaveLength(Math.max(0, limit - 6));
  });
});

describe('a retry', () => {
  it('asks the failed problems anew, trains on what came of them, and measures the new model', async () => {
    const [{ question }] = drawSums({ seed: 1, split: 'pool', digits: 1, count: 6 }) as [SumRecord];
    const jobs = trainer.jobs.length;
    trainer.refused.add(question);
    const options = { iterations: 2, keepNegatives: true };
    const spec = await world.writeSpec('retried', trainer.baseUrl, { options });
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    expect((await world.ended('retried')).rounds.find(({ stage }) => stage === 'generate')?.items).toMatchObject({
      failed: 1,
    });
    trainer.refused.clear();
    const said = await world.command('retry', 'retried', '--json');
    expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('"revision": 2') });
    const status = await world.ended('retried');
    expect(status).toMatchObject({ state: 'completed', revision: 2 });
    expect(status.rounds.every(({ items }) => items.failed === 0)).toBe(true);
    expect(trainer.jobs.slice(jobs).map(({ model }) => model)).toEqual(Array(4).fill(baseModel));
    const names = trainer.jobs.slice(jobs + 2).map(({ suffix }) => `ft:scripted:${suffix}`);
    for (const [at, name] of names.entries()) {
      const measured = await rowsOf(world.store(), 'retried', at + 1, 'evaluate', 2);
      expect(new Set(measured.map(({ model }) => model))).toEqual(new Set([name]));
    }
    const negatives = await rowsOf(world.store(), 'retried', 1, 'negatives', 2);
    expect(negatives).toHaveLength(12);
    expect(negatives[0]).toMatchObject({ label: 'wrong', reason: 'wrong', answer: '0' });
    expect(await audited(world, 'retried')).toEqual(nothingAmiss);
  });
});

describe('several attempts at a problem, the wrong ones kept', () => {
  it('give pairs of a right rationale and a wrong one as a verifier is trained on them, each once', async () => {
    const fickle = await startScriptedTrainer((_, prompt, seed) => {
      const { question = '' } = askedSum(prompt) ?? {};
      return seed % 2 === 0 ? workingOf({ question }) : '<scratch>\n</scratch>\n0';
    });
    const sampling = { samplesPerProblem: 4, temperature: 0.7, rationalize: false, keepNegatives: true };
    const spec = await world.writeSpec('pairs', fickle.baseUrl, { options: { ...sampling, iterations: 1 } });
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    expect((await world.ended('pairs')).state).toBe('completed');
    await fickle.close();
    const out = join(world.home, 'pairs');
    expect(await world.command('export', 'pairs', '--format', 'preferences', '--out', out)).toMatchObject({ code: 0 });
    const pairs = (await readFile(join(out, 'preferences.jsonl'), 'utf8')).trimEnd().split('\n');
    const rows = await rowsOf(world.store(), 'pairs', 1, 'release');
    const wanted = rows.flatMap(({ id, prompt, completion, gold, wrong }) =>
      (wrong as readonly { sample: number; completion: string }[]).map((rejected) => ({
        id: `${id}-${rejected.sample}`,
        question: (prompt as readonly { content: string }[]).map(({ content }) => content).join('\n\n'),
        chosen: completion,
        rejected: rejected.completion,
        answer_gt: gold,
      })),
    );
    expect(wanted.length).toBeGreaterThan(10);
    expect(pairs.map((line) => JSON.parse(line) as unknown)).toEqual(wanted);
    expect(new Set(wanted.map(({ id }) => id)).size).toBe(wanted.length);
    for (const { chosen, rejected, answer_gt } of wanted)
      expect([chosen, rejected].map((text) => extractAnswer('arithmetic', String(text)) === answer_gt)).toEqual([
        true,
        false,
      ]);
    const negatives = await rowsOf(world.store(), 'pairs', 1, 'negatives');
    expect(rows.length + negatives.length).toBe(18 * sampling.samplesPerProblem);
  });
});

describe('a launch is refused', () => {
  const launched = async (campaign: string, lines: readonly object[], changes: object = {}) => {
    const file = `${campaign}.jsonl`;
    await writeFile(join(world.home, file), lines.map((line) => `${JSON.stringify(line)}\n`).join('\n'));
    const spec = await world.writeSpec(campaign, trainer.baseUrl, { input: { file }, ...changes });
    return world.command('launch', spec);
  };
  const sum = { id: 'a', question: '1 + 1', answer: '2' };

  it('with the line of a problem without gold answer', async () => {
    const { code, stderr } = await launched('no-gold', [sum, { id: 'b', question: '1 + 2' }]);
    expect(code).toBe(2);
    expect(stderr).toContain("no-gold.jsonl:3: record 'b': the gold answer 'answer' is missing or empty");
  });

  it('with both lines of an id that stands twice', async () => {
    const { code, stderr } = await launched('twice', [sum, { ...sum, id: 'b' }, sum]);
    expect(code).toBe(2);
    expect(stderr).toContain("twice.jsonl:5: id 'a' stands already in line 1");
  });

  it('without a training section, and by a trainer that is down', async () => {
    const without = await launched('untrained', [sum], { training: undefined });
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining("'training' is missing") });
    const down = await launched('down', [sum], { training: { baseUrl: 'http://127.0.0.1:9/v1' } });
    expect(down).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('the trainer does not answer at http://127.0.0.1:9/v1'),
    });
  });
});

describe('a base model that is too weak', () => {
  it('fails the campaign in the first iteration, which says what to try', async () => {
    const file = 'long.jsonl';
    const lines = [{ question: '1 2 3 + 4 5 6', answer: '5 7 9' }];
    await writeFile(join(world.home, file), lines.map((line) => JSON.stringify(line)).join('\n'));
    const spec = await world.writeSpec('weak', trainer.baseUrl, { input: { file } });
    expect(await world.command('launch', spec, '--json')).toMatchObject({ code: 0 });
    const { state, reason } = await world.ended('weak');
    expect(state).toBe('failed');
    expect(reason).toMatch(
      /^base_too_weak: iteration 1 gave no right rationale in 1 problems; try a stronger base model/,
    );
  });
});
