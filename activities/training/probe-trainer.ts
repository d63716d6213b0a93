import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { MmsynthError } from '../errors.ts';
import { askTrainer, type TrainerPatience } from './ask-trainer.ts';
import { kubectlOf } from './kubectl.ts';
import { connectTrainer } from './trainer-address.ts';

/** How long a launch waits for a trainer that does not answer, in ms. */
const patienceMs = 3_000;

/** Asks a trainer for a job, or looks for its program. Throws `trainer_unreachable` or `trainer_rejects`, naming the address. */
export async function probeTrainer(settings: TrainingSettings, environment: NodeJS.ProcessEnv): Promise<void> {
  if (settings.kubernetes) return probeCluster(settings.kubernetes.namespace, environment);
  if (settings.command) return findProgram(settings.command[0] ?? '', environment);
  const { client, label } = connectTrainer(settings, environment);
  const patience = briefly(label);
  await askTrainer('list jobs', patience, () => client.fineTuning.jobs.list({ limit: 1 }, { timeout: patienceMs }));
}

const briefly = (label: string): TrainerPatience => ({
  label,
  signal: new AbortController().signal,
  forMs: patienceMs,
});

async function probeCluster(namespace: string | undefined, environment: NodeJS.ProcessEnv): Promise<void> {
  await findProgram('kubectl', environment);
  const kubectl = kubectlOf(namespace, environment);
  await askTrainer('list jobs', briefly('the cluster of kubectl'), () => kubectl(['get', 'jobs', '--output', 'name']));
}

async function findProgram(program: string, { PATH = '' }: NodeJS.ProcessEnv): Promise<void> {
  const places =
    isAbsolute(program) || program.includes('/')
      ? [program]
      : PATH.split(delimiter).map((folder) => join(folder, program));
  for (const place of places) {
    const found = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  throw new MmsynthError(
    'trainer_unreachable',
    `training.command: there is no program '${program}'; write its path, or install it.`,
  );
}
