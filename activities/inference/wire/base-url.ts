import { InferenceError } from '../errors.ts';

/** Where the local stack tells the base URLs of its model and of its trainer, which serves what it trains. */
const embeddedVariables: Readonly<Record<string, string>> = {
  embedded: 'MMSYNTH_EMBEDDED_MODEL_URL',
  'embedded-trainer': 'MMSYNTH_EMBEDDED_TRAINER_URL',
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** A base URL and what lies below it. */
export interface Api {
  readonly completions: URL;
  readonly embeddings: URL;
  readonly models: URL;
  /** Fit to be shown: without credentials and query. */
  readonly label: string;
}

const known = new Map<string, Api>();

/**
 * Where to ask now. `embedded` and `embedded-trainer` are looked up at each call, as the local stack may move to another port.
 *
 * @throws InferenceError `fatal` naming the variable when the local stack is not there
 */
export function resolveBaseUrl(baseUrl: string, environment: Environment): Api {
  const variable = embeddedVariables[baseUrl];
  const value = variable === undefined ? baseUrl : environment[variable];
  if (value === undefined || !URL.canParse(value)) {
    throw new InferenceError('fatal', `base URL '${baseUrl}' needs ${variable}: start the local stack`, {
      reason: 'no_embedded_model',
    });
  }
  let api = known.get(value);
  if (api === undefined) known.set(value, (api = parseApi(value)));
  return api;
}

function parseApi(value: string): Api {
  const base = new URL(value);
  base.username = '';
  base.password = '';
  base.pathname = base.pathname.replace(/\/+$/, '');
  const below = (path: string): URL => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
    return url;
  };
  return {
    completions: below('/chat/completions'),
    embeddings: below('/embeddings'),
    models: below('/models'),
    label: `${base.origin}${base.pathname.replace(/\/$/, '')}`,
  };
}
