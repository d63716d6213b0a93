import { InferenceError } from './errors.ts';

/** Where the local stack tells its model's base URL. */
const embeddedVariable = 'MMSYNTH_EMBEDDED_MODEL_URL';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The base URL to ask now. `embedded` is looked up at each call, as the local stack may move to another port.
 *
 * @throws InferenceError `fatal` naming the variable when the local stack is not there
 */
export function resolveBaseUrl(baseUrl: string, environment: Environment): URL {
  if (baseUrl !== 'embedded') return new URL(baseUrl);
  const value = environment[embeddedVariable];
  if (value === undefined || !URL.canParse(value)) {
    throw new InferenceError('fatal', `base URL 'embedded' needs ${embeddedVariable}: start the local stack`, {
      reason: 'no_embedded_model',
    });
  }
  return new URL(value);
}

/** `/chat/completions` or `/models` below a base URL, its query kept. */
export function apiUrl(base: URL, path: '/chat/completions' | '/models'): URL {
  const url = new URL(base);
  url.username = '';
  url.password = '';
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

/** A base URL fit to be shown: without credentials and query. */
export function urlLabel(base: URL): string {
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}`;
}
