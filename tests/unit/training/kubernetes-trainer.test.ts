import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { trainingSettings } from '../../../activities/campaigns/training-settings.ts';
import { ensureJob } from '../../../activities/training/ensure-job.ts';
import { followJob } from '../../../activities/training/follow-job.ts';
import { openTrainer } from '../../../activities/training/open-trainer.ts';
import { probeTrainer } from '../../../activities/training/probe-trainer.ts';
import type { Trainer } from '../../../activities/training/trainer.ts';
import { scriptKubectl, type ScriptedKubectl } from './scripted-kubectl.ts';
import { wantedJob } from './wanted-job.ts';

let folder: string;
let kubectl: ScriptedKubectl;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-kubernetes-test-'));
  kubectl = await scriptKubectl(folder);
  await writeFile(join(folder, 'file.jsonl'), '{}\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const template = (image: string) => ({
  spec: {
    ttlSecondsAfterFinished: 3600,
    template: {
      spec: {
        containers: [{ name: 'train', image, env: [{ name: 'MODEL', value: '{model}' }] }],
        volumes: [{ name: 'jobs', persistentVolumeClaim: { claimName: 'jobs' } }],
      },
    },
  },
});
const settings = (image = 'registry/trainer:1') =>
  trainingSettings.parse({
    command: ['train', '--file', '{file}', '--steps', '{steps}', '--out', '{out}'],
    kubernetes: { namespace: 'ml', job: template(image) },
  });
const environment = (): NodeJS.ProcessEnv => ({
  PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
  MMSYNTH_TRAINING_FOLDER: join(folder, 'jobs'),
});
const trainer = (image?: string): Trainer => openTrainer(settings(image), environment());
const patience = (forMs = 1000) => ({ label: 'cluster', signal: new AbortController().signal, forMs });
const wanted = (run = 'run-1') => wantedJob(folder, 'abc', run);
const follow = (of: Trainer, job: Awaited<ReturnType<typeof ensureJob>>) =>
  followJob(of, job, { ...patience(), pollMs: 10, onLook: () => undefined, isCancelled: () => false });
const condition = (type: string, message = '') => JSON.stringify({ conditions: [{ type, status: 'True', message }] });

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
    expect((await kubectl.calls()).every((args) => args.slice(-2).join(' ') === '--namespace ml')).toBe(true);
  });

  it('is found again, not made again, by whoever comes after a crash', async () => {
    await ensureJob(trainer(), wanted(), patience());
    await ensureJob(trainer(), wanted('run-2'), patience());
    expect((await kubectl.calls()).filter(([verb]) => verb === 'create')).toHaveLength(1);
  });

  it('is followed to its end, its log read for losses', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.say('status', JSON.stringify({ active: 1 }));
    expect(await trainer().look(job.id)).toMatchObject({ status: 'running', model: undefined });
    expect(await trainer().latest(job.id)).toBeUndefined();
    await kubectl.say('log', 'step 10 loss 0.5\nstep 20 loss 0.25\n');
    await kubectl.say('status', condition('Complete'));
    expect(await follow(trainer(), job)).toMatchObject({
      model: 'sums-1',
      adapter: join(folder, 'jobs', 'abc.1', 'out'),
    });
    expect(await trainer().losses(job.id)).toEqual([
      { step: 10, loss: 0.5 },
      { step: 20, loss: 0.25 },
    ]);
  });

  it('that fails tells why with its last lines, and is made anew by a later run', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await kubectl.say('log', 'loading\nCUDA out of memory\n');
    await kubectl.say('status', condition('Failed', 'Job has reached the specified backoff limit'));
    await expect(follow(trainer(), job)).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('backoff limit: loading | CUDA out of memory'),
    });
    expect(await ensureJob(trainer(), wanted(), patience())).toMatchObject({ id: 'abc.1', status: 'failed' });
    await ensureJob(trainer(), wanted('run-2'), patience());
    expect(await kubectl.job('mmsynth-abc-2')).toMatchObject({
      metadata: { annotations: { 'mmsynth/model': 'sums-2' } },
    });
  });

  it('is deleted with its campaign, and told where it is gone from the cluster', async () => {
    const job = await ensureJob(trainer(), wanted(), patience());
    await trainer().cancel(job.id);
    expect(await kubectl.job('mmsynth-abc-1')).toBeUndefined();
    await expect(follow(trainer(), job)).rejects.toMatchObject({ code: 'training_failed' });
  });

  it('that the cluster refuses is refused with its words; a cluster that is away is waited for', async () => {
    await expect(ensureJob(trainer('bare'), wanted(), patience())).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining('The Job is invalid: image'),
    });
    await kubectl.goAway(true);
    await expect(ensureJob(trainer(), wanted(), patience(0))).rejects.toMatchObject({ code: 'trainer_unreachable' });
    const waited: (string | undefined)[] = [];
    const onWait = (what: string | undefined): void => {
      waited.push(what);
      if (waited.length === 1) void kubectl.goAway(false);
    };
    expect(await ensureJob(trainer(), wanted(), { ...patience(Infinity), onWait })).toMatchObject({ id: 'abc.1' });
    expect(waited[0]).toContain('was refused');
    expect(waited.at(-1)).toBeUndefined();
  });

  it('is refused without a command, or without a container', () => {
    const job = template('registry/trainer:1');
    expect(trainingSettings.safeParse({ kubernetes: { job } }).error?.issues[0]?.path).toEqual(['kubernetes']);
    const bare = { spec: { template: { spec: { containers: [] } } } };
    expect(trainingSettings.safeParse({ command: ['train'], kubernetes: { job: bare } }).success).toBe(false);
  });

  it('needs kubectl and a cluster at launch', async () => {
    await probeTrainer(settings(), environment());
    await kubectl.goAway(true);
    await expect(probeTrainer(settings(), environment())).rejects.toMatchObject({
      code: 'trainer_unreachable',
      message: expect.stringContaining('was refused'),
    });
    await expect(probeTrainer(settings(), { PATH: join(folder, 'jobs') })).rejects.toMatchObject({
      code: 'trainer_unreachable',
    });
  });
});
