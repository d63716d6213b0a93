import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { MmsynthError } from '../errors.ts';
import { askTrainer } from './ask-trainer.ts';
import { connectTrainer } from './trainer-address.ts';

/** How long a launch waits for a trainer that does not answer, in ms. */
const patienceMs = 3_000;

/** Asks a trainer for a job, or looks for its program. Throws `trainer_unreachable` or `trainer_rejects`, naming the address. */
export async function probeTrainer(settings: TrainingSettings, environment: NodeJS.ProcessEnv): Promise<void> {
  if (settings.kubernetes) return findProgram('kubectl', environment);
  if (settings.command) return findProgram(settings.command[0] ?? '', environment);
  const { client, label } = connectTrainer(settings, environment);
  const patience = { label, signal: new AbortController().signal, forMs: patienceMs };
  await askTrainer('list jobs', patience, () => client.fineTuning.jobs.list({ limit: 1 }, { timeout: patienceMs }));
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
