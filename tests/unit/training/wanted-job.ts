import { join } from 'node:path';
import type { JobWanted } from '../../../activities/training/ensure-job.ts';

/** A job that trains on `file.jsonl` of a folder. */
export const wantedJob = (folder: string, key: string, run: string): JobWanted => ({
  key,
  run,
  request: (attempt) => ({
    model: 'base',
    suffix: `sums-${attempt}`,
    seed: 3,
    steps: 40,
    epochs: 1,
    hyperparameters: {},
    file: join(folder, 'file.jsonl'),
    fileName: 'train.jsonl',
  }),
});
