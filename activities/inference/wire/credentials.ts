import type { Environment } from './base-url.ts';
import { InferenceError } from '../errors.ts';

/** An API key for one call. It is read at call time, so a rotated key counts from the next request on. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** The text without the key, for messages made of an endpoint's words. */
  redact(text: string): string;
}

const none: Credentials = { headers: {}, redact: (text) => text };

/** @throws InferenceError `fatal` naming the variable when it is not set */
export function readCredentials(apiKeyEnv: string | undefined, environment: Environment): Credentials {
  if (apiKeyEnv === undefined) return none;
  const key = environment[apiKeyEnv]?.trim();
  if (key === undefined || key === '') {
    throw new InferenceError('fatal', `environment variable ${apiKeyEnv} with the API key is not set`, {
      reason: 'no_api_key',
    });
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new InferenceError('fatal', `environment variable ${apiKeyEnv} holds characters no API key has`, {
      reason: 'bad_api_key',
    });
  }
  return { headers: { authorization: `Bearer ${key}` }, redact: (text) => text.replaceAll(key, '[API key]') };
}
