import OpenAI from 'openai';
import type { TrainingSettings } from '../campaigns/training-settings.ts';
import { MmsynthError } from '../errors.ts';

/** Where the local stack tells its trainer's base URL. */
export const embeddedTrainerVariable = 'MMSYNTH_EMBEDDED_TRAINER_URL';

/** One request's time-out, in ms: uploads of training files take the longest. */
const timeoutMs = 600_000;

export interface TrainerConnection {
  readonly client: OpenAI;
  readonly label: string;
}

/**
 * A client of the fine-tuning API; it asks once, for how long to go on is decided elsewhere. Throws `trainer_unreachable` where
 * the local stack has no trainer, `trainer_rejects` where the variable with the key is not set.
 */
export function connectTrainer(
  { baseUrl, apiKeyEnv }: Pick<TrainingSettings, 'baseUrl' | 'apiKeyEnv'>,
  environment: NodeJS.ProcessEnv,
): TrainerConnection {
  const address = baseUrl === 'embedded' ? environment[embeddedTrainerVariable] : baseUrl;
  if (address === undefined)
    throw new MmsynthError(
      'trainer_unreachable',
      `training.baseUrl is 'embedded', but ${embeddedTrainerVariable} is not set: run \`mmsynth up --trainer\`, or set training.baseUrl.`,
    );
  const key = apiKeyEnv === undefined ? 'none' : environment[apiKeyEnv]?.trim();
  if (key === undefined || key === '')
    throw new MmsynthError('trainer_rejects', `training.apiKeyEnv: environment variable ${apiKeyEnv} is not set.`);
  const { origin, pathname } = new URL(address);
  return {
    client: new OpenAI({ baseURL: address, apiKey: key, maxRetries: 0, timeout: timeoutMs }),
    label: `${origin}${pathname.replace(/\/+$/, '')}`,
  };
}
