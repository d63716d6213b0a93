import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '../activities/artifacts/store.ts';
import { launchCampaign } from '../cli/campaign/launch.ts';
import { workflowIdOf } from '../cli/campaign/known-campaign.ts';
import { openSession } from '../cli/session.ts';
import { readStack, startStack, stopStack } from '../infra/dev/index.ts';
import { roles } from '../temporal.config.ts';
import { runWorkers } from '../workers/run-workers.ts';
import { cpuMsOf, ownCpuMs } from './cpu-time.ts';
import { historySize, type HistorySize } from './history-size.ts';

export interface CampaignToMeasure {
  /** Folder of the stack, the spec and the seed. */
  readonly workdir: string;
  readonly items: number;
  /** Spec without the campaign's id; its seed lies in the folder. */
  readonly spec: object;
  /** `path=value`, as with `--set`. */
  readonly assignments?: readonly string[];
}

/** Seconds and CPU from the workflow's start to its end; `cpuMs` by process. */
export interface CampaignFigures {
  readonly seconds: number;
  readonly cpuMsPerRow: number;
  readonly cpuMs: Readonly<Record<string, number>>;
  /** Resident set of this process at the workflow's start, import done, and at its end. */
  readonly rssMb: { readonly start: number; readonly end: number };
  readonly history: HistorySize;
}

/**
 * Runs a campaign through the whole path with Temporal, S3 and the workers of its own, in this process, reads what it left with
 * `collect`, and stops what it started.
 */
export async function measureCampaign<T>(
  { workdir, items, spec, assignments = [] }: CampaignToMeasure,
  collect: (store: ArtifactStore, campaign: string) => Promise<T>,
): Promise<{ readonly figures: CampaignFigures; readonly collected: T }> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const home = join(workdir, '.mmsynth');
  process.env['MMSYNTH_HOME'] = home;
  await mkdir(workdir, { recursive: true });
  await startStack({
    parts: ['temporal', 's3'],
    home,
    onProgress: ({ subject, message }) => process.stderr.write(`${subject}: ${message}\n`),
  });
  const session = openSession();
  try {
    const campaign = `bench-${Date.now()}`;
    const specFile = join(workdir, 'spec.yaml');
    await writeFile(specFile, JSON.stringify({ campaign, ...spec }));
    const workers = await runWorkers(roles);
    const { parts } = await readStack(home);
    const pids = Object.values(parts).map(({ process: { pid } }) => pid);
    const cpu = async (): Promise<number[]> => [ownCpuMs(), ...(await Promise.all(pids.map(cpuMsOf)))];
    const client = await session.client();
    await launchCampaign(specFile, assignments, session);
    const before = await cpu();
    const start = residentMb();
    const startedAt = Date.now();
    await client.workflow.getHandle(workflowIdOf(campaign)).result();
    const seconds = (Date.now() - startedAt) / 1000;
    const used = (await cpu()).map((ms, i) => ms - (before[i] ?? 0));
    workers.shutdown();
    await workers.stopped;
    const names = ['worker', ...Object.keys(parts)];
    const end = residentMb();
    return {
      figures: {
        seconds,
        cpuMsPerRow: used.reduce((a, b) => a + b, 0) / items,
        cpuMs: Object.fromEntries(names.map((name, i) => [name, used[i] ?? 0])),
        rssMb: { start, end },
        history: await historySize(client, campaign),
      },
      collected: await collect(session.store(), campaign),
    };
  } finally {
    await session.close();
    await stopStack(home);
  }
}

/** A limit of requests in flight as the command line gives it: a number or `auto`. */
export const concurrencyOf = (text: string): number | 'auto' => (text === 'auto' ? 'auto' : Number(text));

function residentMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}
