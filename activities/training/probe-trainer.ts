import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { MmsynthError } from '../errors.ts';
import { askTrainer, type TrainerPatience } from './ask-trainer.ts';
import { probeCluster } from './probe-cluster.ts';
import { connectTrainer } from './trainer-address.ts';

/** How long a launch waits for a trainer that does not answer, in ms. */
const patienceMs = 3_000;

/** Asks a trainer for a job, or looks for its program. Throws `trainer_unreachable` or `trainer_rejects`, naming the address. */
export async function probeTrainer(settings: TrainingSettings, environment: NodeJS.ProcessEnv): Promise<void> {
  const { command, kubernetes } = settings;
  if (command && kubernetes) {
    await findProgram(
      'kubectl',
      environment,
      'for training.kubernetes: install it here and on the workers of role training',
    );
    const asked = (): Promise<void> => probeCluster(command, kubernetes, environment);
    return askTrainer('ask for a Job', briefly('the cluster of kubectl'), asked);
  }
  if (command) return findProgram(command[0] ?? '', environment, 'for training.command: install it, or write its path');
  const { client, label } = connectTrainer(settings, environment);
  const patience = briefly(label);
  await askTrainer('list jobs', patience, () => client.fineTuning.jobs.list({ limit: 1 }, { timeout: patienceMs }));
}

const briefly = (label: string): TrainerPatience => ({
  label,
  signal: new AbortController().signal,
  forMs: patienceMs,
});

async function findProgram(program: string, { PATH = '' }: NodeJS.ProcessEnv, purpose: string): Promise<void> {
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
  throw new MmsynthError('trainer_unreachable', `there is no program '${program}' ${purpose}.`);
}
