import OpenAI, { APIError } from 'openai';
import type { ModelSettings } from '../campaigns/model-settings.ts';
import { resolveBaseUrl } from '../inference/wire/base-url.ts';
import { readCredentials } from '../inference/wire/credentials.ts';
import { askTrainer } from './ask-trainer.ts';

export interface AdapterPatience {
  readonly signal: AbortSignal;
  readonly onWait: (waitingFor: string | undefined) => void;
}

export interface LoraAdapters {
  /** Loads an adapter at every base URL under a name; one that is there stays. */
  load(name: string, path: string): Promise<void>;
  /** Lets an adapter go; one that is not there is gone. */
  unload(name: string): Promise<void>;
}

/** Adapters of vLLM servers, which must run with `VLLM_ALLOW_RUNTIME_LORA_UPDATING=True`. */
export function loraAdapters(
  { baseUrls, apiKeyEnv }: ModelSettings,
  environment: NodeJS.ProcessEnv,
  patience: AdapterPatience,
): LoraAdapters {
  const { headers } = readCredentials(apiKeyEnv, environment);
  const ask = async (verb: 'load' | 'unload', body: object, isDone: (error: APIError) => boolean): Promise<void> => {
    for (const baseUrl of baseUrls) {
      const { label } = resolveBaseUrl(baseUrl, environment);
      const client = new OpenAI({ baseURL: label, apiKey: 'none', defaultHeaders: headers, maxRetries: 0 });
      await askTrainer(`${verb} an adapter`, { ...patience, label, forMs: Infinity }, async () => {
        try {
          await client.post(`/${verb}_lora_adapter`, { body, __binaryResponse: true });
        } catch (error) {
          if (!(error instanceof APIError) || !isDone(error)) throw error;
        }
      });
    }
  };
  return {
    load: (name, path) =>
      ask('load', { lora_name: name, lora_path: path }, ({ message }) => /already (?:been )?loaded/i.test(message)),
    unload: (name) => ask('unload', { lora_name: name }, ({ status }) => status === 404),
  };
}
