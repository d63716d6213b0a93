import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandTrainer } from '../../../activities/training/command-trainer.ts';
import { ensureJob } from '../../../activities/training/ensure-job.ts';
import { followJob } from '../../../activities/training/follow-job.ts';
import { readLosses } from '../../../activities/training/read-losses.ts';
import type { Trainer } from '../../../activities/training/trainer.ts';
import { wantedJob } from './wanted-job.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-command-test-'));
  await writeFile(join(folder, 'file.jsonl'), '{}\n{}\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const trainerOf = (script: string): Trainer =>
  commandTrainer(['sh', '-c', script, 'train', '{file}', '{model}', '{steps}', '{out}', '{name}', '{seed}'], {
    PATH: process.env['PATH'],
    MMSYNTH_TRAINING_FOLDER: folder,
  });
const signal = () => ({ label: 'sh', signal: new AbortController().signal, forMs: 1000 });
const wanted = (run = 'run-1') => wantedJob(folder, 'key', run);
const follow = (trainer: Trainer, job: Awaited<ReturnType<typeof ensureJob>>) =>
  followJob(trainer, job, { ...signal(), pollMs: 10, onLook: () => undefined, isCancelled: () => false });

describe('a command that trains', () => {
  it('gets its arguments from the template, and its log is read for losses', async () => {
    const script =
      'wc -l < "$1" > "$4/lines"; echo "step 10 loss 0.5"; echo "{\\"step\\": 20, \\"loss\\": 0.25}"; echo "$2 $3 $5 $6"';
    const trainer = trainerOf(script);
    const job = await ensureJob(trainer, wanted(), signal());
    const trained = await follow(trainer, job);
    expect(trained).toMatchObject({ model: 'sums-1', adapter: join(folder, 'key.1', 'out') });
    expect((await readFile(join(folder, 'key.1', 'out', 'lines'), 'utf8')).trim()).toBe('2');
    expect(await readFile(join(folder, 'key.1', 'log'), 'utf8')).toContain('base 40 sums-1 3');
    expect(await trainer.losses(job.id)).toEqual([
      { step: 10, loss: 0.5 },
      { step: 20, loss: 0.25 },
    ]);
  });

  it('is not run again once it has ended well', async () => {
    const trainer = trainerOf('echo ran >> ../runs');
    await follow(trainer, await ensureJob(trainer, wanted(), signal()));
    await follow(trainerOf('exit 1'), await ensureJob(trainerOf('exit 1'), wanted('run-2'), signal()));
    expect(await readFile(join(folder, 'runs'), 'utf8')).toBe('ran\n');
  });

  it('fails with its exit code and its last lines, and is run again by a later run', async () => {
    const trainer = trainerOf('echo "no such device"; exit 7');
    const job = await ensureJob(trainer, wanted(), signal());
    await expect(follow(trainer, job)).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('exit code 7: no such device'),
    });
    const second = await ensureJob(trainer, wanted('run-2'), signal());
    expect(second.id).toBe('key.2');
    await expect(follow(trainer, second)).rejects.toMatchObject({ code: 'training_failed' });
  });

  it('is ended with its campaign', async () => {
    const trainer = trainerOf('sleep 600');
    const { id } = await ensureJob(trainer, wanted(), signal());
    expect((await trainer.look(id)).status).toBe('running');
    await trainer.cancel(id);
    const ended = await follow(trainer, await trainer.look(id)).catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 'training_failed' });
  });
});

describe('losses in a log', () => {
  it('are read from JSON lines and from words, the later one of a step', () => {
    const log = 'start\n{"step": 1, "loss": 2}\nEpoch 1, step=2, loss=1.5e-1\nstep 2: loss: 0.1\nloss only 3\n';
    expect(readLosses(log)).toEqual([
      { step: 1, loss: 2 },
      { step: 2, loss: 0.1 },
    ]);
  });
});
