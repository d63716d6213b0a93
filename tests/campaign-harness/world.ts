import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openS3Store } from '../../activities/artifacts/s3-store.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import type { CampaignStatus } from '../../activities/status/campaign-status.ts';
import type { ScriptedOptions } from '../../bench/scripted-endpoint/options.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { runCommand, type Said } from './command.ts';
import { testEndpoint, type TestEndpoint } from './endpoint.ts';
import { writePhotoSeed } from './photos.ts';
import { startProgram, type Program } from './program.ts';
import { testStack, type TestStack } from './stack.ts';
import { until } from './until.ts';

/** How long the tests' own reads wait for the store, in milliseconds. */
const storePatienceMs = 30_000;

export interface WorldOptions {
  readonly photos: number;
  readonly endpoint?: ScriptedOptions;
}

/** A home of its own with everything real: Temporal, S3, a scripted endpoint, workers and the command. */
export interface World {
  readonly home: string;
  /** Environment of its programs. */
  readonly env: Readonly<Record<string, string>>;
  readonly stack: TestStack;
  readonly endpoint: TestEndpoint;
  store(): ArtifactStore;
  startWorker(): Promise<Program>;
  /** Workers that run. */
  workers(): readonly Program[];
  command(...args: readonly string[]): Promise<Said>;
  /** Writes a spec of an MMEvol campaign on the world's photos and gives its path. */
  writeSpec(campaign: string, changes?: Readonly<Record<string, unknown>>): Promise<string>;
  status(campaign: string): Promise<CampaignStatus>;
  /** Waits until the campaign is over. */
  ended(campaign: string): Promise<CampaignStatus>;
  close(): Promise<void>;
}

export async function openWorld({ photos, endpoint: scripted = {} }: WorldOptions): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'mmsynth-world-'));
  const env = cleanEnvironment(home);
  const stack = testStack(home);
  const workers: Program[] = [];
  let opened: ArtifactStore | undefined;
  const [file, endpoint] = await Promise.all([writePhotoSeed(home, photos), testEndpoint(home, scripted), stack.up()]);

  const command = (...args: readonly string[]): Promise<Said> => runCommand(args, env, home);
  const status = async (campaign: string): Promise<CampaignStatus> => {
    const { code, stdout, stderr } = await command('status', campaign, '--json');
    if (code !== 0) throw new Error(`status ended ${code}: ${stderr}`);
    return JSON.parse(stdout) as CampaignStatus;
  };
  return {
    home,
    env,
    stack,
    endpoint,
    store: () => (opened ??= openS3Store(stack.environment(), { forMs: storePatienceMs })),
    async startWorker() {
      const worker = await startProgram('workers/main.js', [], env);
      workers.push(worker);
      return worker;
    },
    workers: () => workers.filter(({ running }) => running()),
    command,
    async writeSpec(campaign, changes = {}) {
      const path = join(home, `${campaign}.yaml`);
      const generator = { model: 'scripted', baseUrls: [endpoint.baseUrl], concurrency: 8 };
      const spec = {
        campaign,
        recipe: 'mmevol',
        input: { file },
        shardItems: 4,
        window: 16,
        heartbeatSeconds: 3,
        models: { generator },
        ...changes,
      };
      await writeFile(path, JSON.stringify(spec, null, 2));
      return path;
    },
    status,
    ended: (campaign) =>
      until(`the end of ${campaign}`, async () => {
        const { stdout } = await command('status', campaign, '--watch', '--json');
        const last = JSON.parse(stdout) as CampaignStatus;
        // Without Temporal the store alone tells, and does not know of a run that will go on.
        return last.state !== 'interrupted' && last;
      }),
    async close() {
      opened?.close();
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
      await endpoint.kill();
      await stack.down();
      await rm(home, { recursive: true, force: true });
    },
  };
}
