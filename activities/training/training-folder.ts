import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder of the jobs, one a key. Workers of role `training` that may take over from each other must share it. */
export const folderVariable = 'MMSYNTH_TRAINING_FOLDER';

/** @default a folder in the temporary one */
export const trainingFolder = (environment: NodeJS.ProcessEnv): string =>
  environment[folderVariable] ?? join(tmpdir(), 'mmsynth-training-jobs');
