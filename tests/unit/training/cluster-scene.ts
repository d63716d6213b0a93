import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { trainingSettings, type TrainingSettings } from '../../../activities/campaigns/training-settings.ts';
import { scriptKubectl, type ScriptedKubectl } from './scripted-kubectl.ts';

export interface ClusterScene {
  readonly folder: string;
  readonly kubectl: ScriptedKubectl;
  readonly environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** A folder with a scripted kubectl on the PATH and a training file. */
export async function openClusterScene(): Promise<ClusterScene> {
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-kubernetes-test-'));
  const kubectl = await scriptKubectl(folder);
  await writeFile(join(folder, 'file.jsonl'), '{}\n');
  return {
    folder,
    kubectl,
    environment: {
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      MMSYNTH_TRAINING_FOLDER: join(folder, 'jobs'),
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A Job as a user writes it. */
export const jobOf = (image: string, more: object = {}) => ({
  spec: {
    ttlSecondsAfterFinished: 3600,
    ...more,
    template: {
      spec: {
        containers: [{ name: 'train', image, env: [{ name: 'MODEL', value: '{model}' }] }],
        volumes: [{ name: 'jobs', persistentVolumeClaim: { claimName: 'jobs' } }],
      },
    },
  },
});

export const clusterSettings = (job: object = jobOf('registry/trainer:1'), namespace = 'ml'): TrainingSettings =>
  trainingSettings.parse({
    command: ['train', '--file', '{file}', '--steps', '{steps}', '--out', '{out}'],
    kubernetes: { namespace, job },
  });
