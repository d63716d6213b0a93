import { learnedFrom, type Learned } from './sums-model.ts';

export interface ScriptedJob {
  readonly id: string;
  readonly model: string;
  readonly suffix: string;
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly seed: number;
  status: 'running' | 'succeeded' | 'failed' | 'cancelled';
  error?: string;
}

export interface JobRequest {
  readonly model: string;
  readonly training_file: string;
  readonly suffix?: string;
  readonly seed?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly method?: { readonly supervised?: { readonly hyperparameters?: Readonly<Record<string, unknown>> } };
}

export const trainedName = ({ suffix }: Pick<ScriptedJob, 'suffix'>): string => `ft:scripted:${suffix}`;

/** Jobs of the scripted trainer: what each was asked for, and what its model has learned. */
export function scriptedJobs(base: string) {
  const files = new Map<string, string>();
  const jobs: ScriptedJob[] = [];
  const learned = new Map<string, Learned>();
  return {
    files,
    jobs,
    learned,
    addFile(text: string): string {
      const id = `file-${files.size + 1}`;
      files.set(id, text);
      return id;
    },
    addJob({ model, training_file: file, suffix = '', seed = 0, metadata = {}, method }: JobRequest): ScriptedJob {
      const hyperparameters = method?.supervised?.hyperparameters ?? {};
      const id = `ftjob-${jobs.length + 1}`;
      const job: ScriptedJob = { id, model, suffix, file, metadata, hyperparameters, seed, status: 'running' };
      jobs.push(job);
      return job;
    },
    finish(job: ScriptedJob): void {
      if (job.status !== 'running') return;
      job.status = 'succeeded';
      learned.set(trainedName(job), learnedFrom(files.get(job.file) ?? ''));
    },
    fail(job: ScriptedJob, error: string): void {
      job.status = 'failed';
      job.error = error;
    },
    knows: (model: string): boolean => model === base || learned.has(model),
  };
}
export type ScriptedJobs = ReturnType<typeof scriptedJobs>;
