import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { commandTrainer } from './command-trainer.ts';
import { fineTuningService } from './fine-tuning-service.ts';
import { connectTrainer } from './trainer-address.ts';
import type { Trainer } from './trainer.ts';

/** The trainer a spec names: its command, or else the service at its base URL. */
export function openTrainer(settings: TrainingSettings, environment: NodeJS.ProcessEnv): Trainer {
  return settings.command
    ? commandTrainer(settings.command, environment)
    : fineTuningService(connectTrainer(settings, environment));
}
