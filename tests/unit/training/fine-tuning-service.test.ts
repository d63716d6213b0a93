import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureJob } from '../../../activities/training/ensure-job.ts';
import { fineTuningService } from '../../../activities/training/fine-tuning-service.ts';
import { followJob } from '../../../activities/training/follow-job.ts';
import { connectTrainer } from '../../../activities/training/trainer-address.ts';
import type { Trainer, TrainingRequest } from '../../../activities/training/trainer.ts';
import { startScriptedTrainer, type ScriptedTrainer } from '../../scripted-trainer/server.ts';

let scripted: ScriptedTrainer;
let trainer: Trainer;
let folder: string;
beforeEach(async () => {
  scripted = await startScriptedTrainer();
  trainer = fineTuningService(connectTrainer({ baseUrl: scripted.baseUrl, apiKeyEnv: undefined }, {}));
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-training-test-'));
  await writeFile(join(folder, 'file.jsonl'), '{"messages":[{"role":"user","content":"Input: 1 + 1\\nTarget:"}]}\n');
});
afterEach(async () => {
  await scripted.close();
  await rm(folder, { recursive: true, force: true });
});

const request = (suffix = 'one'): TrainingRequest => ({
  model: 'scripted-base',
  suffix,
  seed: 3,
  steps: 40,
  epochs: 1,
  hyperparameters: { n_steps: 40 },
  file: join(folder, 'file.jsonl'),
  fileName: 'file.jsonl',
});
const patience = () => ({ label: 'scripted', signal: new AbortController().signal, forMs: 1000 });
const wanted = (run: string) => ({ key: 'key', run, request: (attempt: number) => request(`job-${attempt}`) });

describe('a training job', () => {
  it('is made once, whoever asks for it and how often', async () => {
    const first = await ensureJob(trainer, wanted('run-1'), patience());
    const again = await ensureJob(trainer, wanted('run-1'), patience());
    const later = await ensureJob(trainer, wanted('run-2'), patience());
    expect([again.id, later.id]).toEqual([first.id, first.id]);
    expect(scripted.jobs).toHaveLength(1);
    expect(scripted.jobs[0]).toMatchObject({ model: 'scripted-base', seed: 3, hyperparameters: { n_steps: 40 } });
    expect(scripted.files.size).toBe(1);
  });

  it('that failed counts in the run that made it, and is made anew in a later one', async () => {
    scripted.failNext('out of memory');
    const failed = await ensureJob(trainer, wanted('run-1'), patience());
    await expect(
      followJob(trainer, failed, { ...patience(), pollMs: 5, onLook: () => undefined, isCancelled: () => false }),
    ).rejects.toMatchObject({ code: 'training_failed', message: expect.stringContaining('out of memory') });
    expect((await ensureJob(trainer, wanted('run-1'), patience())).id).toBe(failed.id);
    const second = await ensureJob(trainer, wanted('run-2'), patience());
    expect(second.id).not.toBe(failed.id);
    expect(scripted.jobs.map(({ suffix }) => suffix)).toEqual(['job-1', 'job-2']);
  });

  it('is followed to its model, its losses told by the way', async () => {
    const job = await ensureJob(trainer, wanted('run-1'), patience());
    const seen: unknown[] = [];
    const trained = await followJob(trainer, job, {
      ...patience(),
      pollMs: 5,
      onLook: (_, loss) => seen.push(loss),
      isCancelled: () => false,
    });
    expect(trained.model).toBe('ft:scripted:job-1');
    expect(seen.at(-1)).toEqual({ step: 30, loss: 1 / 30 });
    expect(await trainer.losses(job.id)).toEqual([10, 20, 30].map((step) => ({ step, loss: 1 / step })));
  });

  it('is cancelled where the campaign is, and goes on where only a worker goes away', async () => {
    scripted.gates.jobs.shut();
    for (const isCancelled of [false, true]) {
      const job = await ensureJob(trainer, wanted('run-1'), patience());
      const stop = new AbortController();
      const following = { ...patience(), signal: stop.signal, pollMs: 60_000, onLook: () => undefined };
      const followed = followJob(trainer, job, { ...following, isCancelled: () => isCancelled });
      stop.abort(new Error('stopped'));
      await expect(followed).rejects.toThrow('stopped');
      expect(scripted.jobs[0]?.status).toBe(isCancelled ? 'cancelled' : 'running');
    }
  });

  it('that the trainer refuses is refused at once; a trainer that is down is waited for', async () => {
    const refused = { ...trainer, find: () => trainer.look('no-such-job') };
    await expect(ensureJob(refused, wanted('run-1'), patience())).rejects.toMatchObject({ code: 'trainer_rejects' });
    const down = fineTuningService(connectTrainer({ baseUrl: 'http://127.0.0.1:9/v1', apiKeyEnv: undefined }, {}));
    const waits: (string | undefined)[] = [];
    const brief = { ...patience(), forMs: 3000, onWait: (what: string | undefined) => void waits.push(what) };
    await expect(ensureJob(down, wanted('run-1'), brief)).rejects.toMatchObject({ code: 'trainer_unreachable' });
    expect(waits[0]).toMatch(/^trainer: /);
  });
});
