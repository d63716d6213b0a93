import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { planCampaign, type CampaignPlan } from '../../../cli/campaign/plan.ts';

const price = { prompt: 10, completion: 20 };
const generator = { model: 'm', baseUrls: ['http://127.0.0.1:8000/v1'], concurrency: 10, price };
const records = 1_000;

describe('a plan', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plan-'));
    const lines = Array.from({ length: records }, (_, i) => JSON.stringify({ prompt: `question ${i}`.padEnd(40) }));
    await writeFile(join(folder, 'seed.jsonl'), lines.join('\n'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function planOf(change: Record<string, unknown>, latencySeconds?: number): Promise<CampaignPlan> {
    const spec = { campaign: 'planned', recipe: 'generate', input: { file: 'seed.jsonl' }, models: { generator } };
    const path = join(folder, 'spec.json');
    await writeFile(path, JSON.stringify({ ...spec, ...change }));
    return planCampaign(path, [], { latencySeconds });
  }

  it('names what the priced roles cost and how long their calls take', async () => {
    const { models, cost, seconds } = await planOf({});
    // 0.5 s and 256 tokens of 25 ms an answer, ten at once.
    const secondsPerAnswer = 0.5 + 256 * 0.025;
    const promptTokens = 10 * records;
    const completionTokens = 256 * records;
    const paid = (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
    expect(models).toEqual([
      {
        model: 'generator',
        calls: records,
        callsAtMost: records,
        promptTokens,
        completionTokens,
        concurrency: 10,
        secondsPerAnswer,
        cost: paid,
        costAtMost: paid,
      },
    ]);
    expect(cost).toBe(paid);
    expect(seconds).toBeCloseTo((records * secondsPerAnswer) / 10);
  });

  it('takes the latency that was measured, and 64 places where they are to be found', async () => {
    const found = { ...generator, concurrency: 'auto', price: undefined };
    const plan = await planOf({ models: { generator: found } }, 3.2);
    expect(plan.seconds).toBeCloseTo((records * 3.2) / 64);
    expect(plan).not.toHaveProperty('cost');
  });

  it('tells no searches where none are made', async () => {
    expect(await planOf({ searchPrice: { search_text: 1 } })).not.toHaveProperty('searches');
  });

  it('is never shorter than one answer', async () => {
    const plan = await planOf({ input: { file: 'seed.jsonl', limit: 1 } }, 3);
    expect(plan.seconds).toBe(3);
  });
});

describe('a plan of two roles', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plan-'));
    const record = { image: 'a.jpg', caption: 'A kettle.', turns: [{ question: 'What is it?', answer: 'A kettle.' }] };
    await writeFile(join(folder, 'seed.jsonl'), `${JSON.stringify(record)}\n`.repeat(100));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function secondsOf(judge: object | undefined): Promise<number> {
    const spec = {
      campaign: 'planned',
      recipe: 'mmevol',
      input: { file: 'seed.jsonl' },
      models: { generator: { ...generator, concurrency: 1 }, ...(judge && { judge }) },
      options: { rounds: 1 },
    };
    const path = join(folder, 'spec.json');
    await writeFile(path, JSON.stringify(spec));
    return (await planCampaign(path, [], { latencySeconds: 1 })).seconds;
  }

  it('adds up what one endpoint serves and lets endpoints work beside each other', async () => {
    expect(await secondsOf(undefined)).toBeCloseTo(200);
    const apart = { ...generator, concurrency: 1, baseUrls: ['http://127.0.0.1:9000/v1'] };
    expect(await secondsOf(apart)).toBeCloseTo(100);
    expect(await secondsOf({ ...apart, baseUrls: generator.baseUrls })).toBeCloseTo(200);
  });
});
