import type { RetrievalSettings } from '../../../recipes/retrieval.ts';
import { MmsynthError } from '../../errors.ts';
import { readCredentials } from '../../inference/wire/credentials.ts';
import { InferenceError } from '../../inference/index.ts';
import type { LiveProvider, LiveService } from './provider.ts';

export interface ServiceAccess {
  readonly baseUrl: string;
  /** The key, read at each request, so that a changed one counts; empty for a service without one. */
  key(): string;
  /** A text without the key. */
  redact(text: string): string;
}

/** Where a service is, and its key. Throws `spec_invalid` without a base URL, `endpoint_rejects` without a key. */
export function serviceAccess(
  { provider, baseUrl: given, apiKeyEnv }: Extract<RetrievalSettings, { provider: LiveProvider }>,
  service: LiveService,
  environment: NodeJS.ProcessEnv,
): ServiceAccess {
  const baseUrl = given ?? service.baseUrl;
  if (baseUrl === undefined)
    throw new MmsynthError('spec_invalid', `options.retrieval.baseUrl: ${provider} has no usual one; name yours.`);
  const variable = apiKeyEnv ?? service.apiKeyEnv;
  return {
    baseUrl,
    key() {
      try {
        readCredentials(variable, environment);
      } catch (error) {
        if (!(error instanceof InferenceError)) throw error;
        throw new MmsynthError('endpoint_rejects', `search by ${provider}: ${error.message}.`);
      }
      return variable === undefined ? '' : (environment[variable]?.trim() ?? '');
    },
    redact(text) {
      const key = variable === undefined ? undefined : environment[variable]?.trim();
      return key ? text.replaceAll(key, '[API key]') : text;
    },
  };
}
