import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { trainingSettings } from '../../../activities/campaigns/training-settings.ts';
import { ensureJob } from '../../../activities/training/ensure-job.ts';
import { followJob } from '../../../activities/training/follow-job.ts';
import { openTrainer } from '../../../activities/training/open-trainer.ts';
import type { Trainer, TrainingJob } from '../../../activities/training/trainer.ts';
import { clusterSettings, jobOf, openClusterScene, type ClusterScene } from './cluster-scene.ts';
import { recordedState } from './recorded-cluster.ts';
import type { ScriptedKubectl } from './scripted-kubectl.ts';
import { wantedJob } from './wanted-job.ts';

let scene: ClusterScene;
let kubectl: ScriptedKubectl;
let folder: string;
beforeEach(async () => {
  scene = await openClusterScene();
  ({ kubectl, folder } = scene);
});
afterEach(() => scene.close());

const trainer = (image = 'registry/trainer:1', namespace = 'ml'): Trainer =>
  openTrainer(clusterSettings(jobOf(image), namespace), scene.environment);
const patience = (forMs = 1000) => ({ label: 'cluster', signal: new AbortController().signal, forMs });
const wanted = (run = 'run-1') => wantedJob(folder, 'abc', run);
const follow = (of: Trainer, job: TrainingJob) =>
  followJob(of, job, { ...patience(), pollMs: 10, onLook: () => undefined, isCancelled: () => false });

/** One that did its work. */
const pod = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  status: z.looseObject({ phase: z.literal('Succeeded') }),
});

describe('a command as a Kubernetes Job', () => {
  it('is one Job of the template, named by its key, with the command and all places filled in', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    expect(job).toMatchObject({ id: 'abc.1', run: 'run-1', status: 'waiting' });
    const there = join(folder, 'jobs', 'abc.1');
    expect(await kubectl.job('mmsynth-abc-1')).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'mmsynth-abc-1', annotations: { 'mmsynth/run': 'run-1', 'mmsynth/model': 'sums-1' } },
      spec: {
        backoffLimit: 0,
        ttlSecondsAfterFinished: 3600,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [
              {
                image: 'registry/trainer:1',
                command: ['train', '--file', `${there}/train.jsonl`, '--steps', '40', '--out', `${there}/out`],
                env: [{ name: 'MODEL', value: 'base' }],
              },
            ],
            volumes: [{ name: 'jobs', persistentVolumeClaim: { claimName: 'jobs' } }],
          },
        },
      },
    });
    expect(await readFile(join(there, 'train.jsonl'), 'utf8')).toBe('{}\n');
    expect((await kubectl.calls()).every((args) => args.join(' ').includes('--namespace ml --request-timeout='))).toBe(
      true,
    );
  });

  it('is found again, not made again, by whoever comes after a crash', async () => {
    await ensureJob(trainer(), wanted(), patience());
    await ensureJob(trainer(), wanted('run-2'), patience());
    expect((await kubectl.calls()).filter(([verb]) => verb === 'create')).toHaveLength(1);
  });

  it('is followed to its end, its log read for losses', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow('running');
    expect(await trainer().look(job.id)).toMatchObject({ status: 'running', model: undefined });
    expect(await trainer().latest(job.id)).toBeUndefined();
    await kubectl.says('step 10 loss 0.5\nstep 20 loss 0.25\n');
    await kubectl.isNow('complete');
    expect(await follow(trainer(), job)).toMatchObject({
      model: 'sums-1',
      adapter: join(folder, 'jobs', 'abc.1', 'out'),
    });
    expect(await trainer().losses(job.id)).toEqual([
      { step: 10, loss: 0.5 },
      { step: 20, loss: 0.25 },
    ]);
    const read = (await kubectl.calls()).filter(([verb]) => verb === 'logs');
    expect(read.every((args) => args.join(' ').includes('--container train --tail='))).toBe(true);
  });

  it.each([
    ['created', 'waiting', undefined],
    [
      'image',
      'waiting',
      expect.stringMatching(/^pod mmsynth-e+-1-\w+: container train: ImagePullBackOff: Back-off pulling/),
    ],
    [
      'unschedulable',
      'waiting',
      expect.stringContaining('Unschedulable: 0/1 nodes are available: 1 Insufficient nvidia'),
    ],
    ['suspended', 'waiting', 'Job mmsynth-abc-1 is suspended'],
    ['deleted', 'cancelled', undefined],
  ])('that is %s says so as %s, with what it waits for', async (state, status, waitingFor) => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow(state);
    const looked = await trainer().look(job.id);
    expect([looked.status, looked.waitingFor]).toEqual([status, waitingFor]);
  });

  it('that fails tells why with its exit code and last lines, and is made anew by a later run', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.says('loading\nCUDA out of memory\n');
    await kubectl.isNow('failed');
    await expect(follow(trainer(), job)).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('backoff limit: exit code 3: loading | CUDA out of memory;'),
    });
    expect(await ensureJob(trainer(), wanted(), patience())).toMatchObject({ id: 'abc.1', status: 'failed' });
    await ensureJob(trainer(), wanted('run-2'), patience());
    expect(await kubectl.job('mmsynth-abc-2')).toMatchObject({
      metadata: { annotations: { 'mmsynth/model': 'sums-2' } },
    });
  });

  it('whose pods the cluster took away fails at once, without a log', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow('deadline');
    await expect(follow(trainer(), job)).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('failed: Job was active longer than specified deadline; mend'),
    });
    expect((await kubectl.calls()).filter(([verb]) => verb === 'logs')).toEqual([]);
  });

  it('reads the log of its newest pod where the cluster replaced one', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow('retried');
    await trainer().latest(job.id);
    const [succeeded] = recordedState('retried').pods.flatMap((one) => pod.safeParse(one).data ?? []);
    const [, name] = (await kubectl.calls()).find(([verb]) => verb === 'logs') ?? [];
    expect(succeeded).toBeDefined();
    expect(name).toBe(succeeded?.metadata.name);
  });

  it('is deleted with its campaign but stays until its pods are over, and told where it is gone from the cluster', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await trainer().cancel(job.id);
    const deleted = (await kubectl.calls()).find(([verb]) => verb === 'delete');
    expect(deleted?.join(' ')).toContain('--cascade=foreground --wait=false');
    expect(await kubectl.job('mmsynth-abc-1')).toBeUndefined();
    await expect(follow(trainer(), job)).rejects.toMatchObject({ code: 'training_failed' });
  });

  it('that is still being deleted is not the one of a later run', async () => {
    await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow('deleted');
    await ensureJob(trainer(), wanted('run-2'), patience());
    expect(await kubectl.job('mmsynth-abc-2')).toBeDefined();
  });

  it('that the cluster refuses is refused with its words', async () => {
    await expect(ensureJob(trainer('bare'), wanted(), patience())).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining('is invalid: spec.template.spec.containers[0].image: Required value'),
    });
  });

  it('is not taken for gone where its namespace is missing', async () => {
    await expect(ensureJob(trainer(undefined, 'nowhere'), wanted(), patience())).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining('namespaces "nowhere" not found; correct training.kubernetes.namespace'),
    });
  });

  it.each(['refused', 'no_host', 'no_answer', 'create_timed_out', 'database_away', 'forbidden', 'unauthorized'])(
    'waits for a cluster that is away: %s',
    async (words) => {
      await kubectl.fails(words);
      await expect(ensureJob(trainer(), wanted(), patience(0))).rejects.toMatchObject({ code: 'trainer_unreachable' });
      const waited: (string | undefined)[] = [];
      const onWait = (what: string | undefined): void => {
        waited.push(what);
        if (waited.length === 1) void kubectl.fails(undefined);
      };
      expect(await ensureJob(trainer(), wanted(), { ...patience(Infinity), onWait })).toMatchObject({ id: 'abc.1' });
      expect(waited[0]).toMatch(/^trainer: (The|Unable|Error|error)/);
      expect(waited.at(-1)).toBeUndefined();
    },
  );

  it('reads no loss, and waits for nothing, where the node of its pod is away', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.isNow('complete');
    await kubectl.says('step 10 loss 0.5\n');
    await kubectl.fails('node_away', 'logs');
    expect(await trainer().losses(job.id)).toEqual([]);
  });

  it('is refused without a command, or without a container', () => {
    const job = jobOf('registry/trainer:1');
    expect(trainingSettings.safeParse({ kubernetes: { job } }).error?.issues[0]?.path).toEqual(['kubernetes']);
    const bare = { spec: { template: { spec: { containers: [] } } } };
    expect(trainingSettings.safeParse({ command: ['train'], kubernetes: { job: bare } }).success).toBe(false);
  });
});
