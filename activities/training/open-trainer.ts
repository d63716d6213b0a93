import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { commandTrainer } from './command-trainer.ts';
import { fineTuningService } from './fine-tuning-service.ts';
import { connectTrainer } from './trainer-address.ts';
import { kubernetesTrainer } from './kubernetes-trainer.ts';
import type { Trainer } from './trainer.ts';

/** The trainer a spec names: its command, here or as a Kubernetes Job, or else the service at its base URL. */
export function openTrainer(settings: TrainingSettings, environment: NodeJS.ProcessEnv): Trainer {
  const { command, kubernetes } = settings;
  if (!command) return fineTuningService(connectTrainer(settings, environment));
  return kubernetes ? kubernetesTrainer(command, kubernetes, environment) : commandTrainer(command, environment);
}
