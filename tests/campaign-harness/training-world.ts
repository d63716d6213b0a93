import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openS3Store } from '../../activities/artifacts/s3-store.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import { drawSums } from '../../recipes/star/arithmetic/draw-sums.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { runCommand, type Said } from './command.ts';
import { startProgram, type Program } from './program.ts';
import { testStack, type TestStack } from './stack.ts';
import { until } from './until.ts';

const storePatienceMs = 30_000;

export interface SumsWorld {
  readonly home: string;
  readonly env: Record<string, string>;
  readonly stack: TestStack;
  store(): ArtifactStore;
  startWorker(): Promise<Program>;
  command(...args: readonly string[]): Promise<Said>;
  /** Writes a spec of a STaR campaign on the world's sums and gives its path. */
  writeSpec(campaign: string, baseUrl: string, changes?: Readonly<Record<string, unknown>>): Promise<string>;
  status(campaign: string): Promise<CampaignStatus>;
  ended(campaign: string): Promise<CampaignStatus>;
  close(): Promise<void>;
}

/** Temporal, S3, workers and the command in a home of their own, with a pool and a dev set of sums: so many of each length. */
export async function openSumsWorld(lengths: readonly number[], each: number): Promise<SumsWorld> {
  const home = await mkdtemp(join(tmpdir(), 'mmsynth-sums-'));
  const env = cleanEnvironment(home);
  const stack = testStack(home);
  const workers: Program[] = [];
  let opened: ArtifactStore | undefined;
  const write = (name: string, split: 'pool' | 'dev', count: number): Promise<void> => {
    const records = lengths.flatMap((digits) => drawSums({ seed: 1, split, digits, count }));
    return writeFile(join(home, name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  };
  await Promise.all([write('pool.jsonl', 'pool', each), write('dev.jsonl', 'dev', Math.ceil(each / 2)), stack.up()]);
  const command = (...args: readonly string[]): Promise<Said> => runCommand(args, env, home);
  const read = async (...args: readonly string[]): Promise<CampaignStatus> => {
    const { stdout, stderr } = await command('status', ...args, '--json');
    if (stdout === '') throw new Error(`status said: ${stderr}`);
    return JSON.parse(stdout) as CampaignStatus;
  };
  return {
    home,
    env,
    stack,
    store: () => (opened ??= openS3Store(stack.environment(), { forMs: storePatienceMs })),
    async startWorker() {
      const worker = await startProgram('workers/main.js', [], env);
      workers.push(worker);
      return worker;
    },
    command,
    async writeSpec(campaign, baseUrl, changes = {}) {
      const path = join(home, `${campaign}.yaml`);
      const { options = {}, ...others } = changes as { options?: object };
      const spec = {
        campaign,
        recipe: 'star',
        input: { file: 'pool.jsonl', parts: { dev: 'dev.jsonl' } },
        shardItems: 4,
        heartbeatSeconds: 3,
        models: { generator: { model: 'scripted-base', baseUrls: [baseUrl], concurrency: 4, maxTokens: 200 } },
        training: { baseUrl, pollSeconds: 0.1 },
        ...others,
        options: { dataset: 'arithmetic', iterations: 3, patience: 2, ...options },
      };
      await writeFile(path, JSON.stringify(spec, null, 2));
      return path;
    },
    status: (campaign) => read(campaign),
    ended: (campaign) =>
      until(`the end of ${campaign}`, async () => {
        const status = await read(campaign, '--watch');
        return status.state !== 'interrupted' && status;
      }),
    async close() {
      opened?.close();
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
      await stack.down();
      await rm(home, { recursive: true, force: true });
    },
  };
}
