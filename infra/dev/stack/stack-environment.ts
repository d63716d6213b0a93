import { type Environment, setting } from '../environment.ts';
import { configuredTemporal } from '../temporal-address.ts';
import { readCredentialsSync } from './credentials.ts';
import { readStackSync } from './stack-file.ts';

/** Bucket names under three letters are refused by S3. */
export const EMBEDDED_BUCKET = 'mmsynth';
export const EMBEDDED_STORE = `s3://${EMBEDDED_BUCKET}/main`;
export const EMBEDDED_REGION = 'us-east-1';

/** Set together or not at all: a key of one store is worth nothing at the address of another. */
const STORE_VARIABLES = [
  'MMSYNTH_STORE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_REGION',
  'AWS_ENDPOINT_URL_S3',
] as const;
/** Would take the place of the keys above (AWS_PROFILE), or be sent along with them. */
const STORE_CONFLICTS = ['AWS_PROFILE', 'AWS_SESSION_TOKEN'] as const;

/** Environment variables that lead to the parts that were started and not stopped. */
export const stackEnvironment = (home: string): Record<string, string> => {
  const { parts, ports } = readStackSync(home);
  const address = (part: string): string => `127.0.0.1:${ports[part]}`;
  const environment: Record<string, string> = {};
  if (parts.temporal !== undefined) environment['TEMPORAL_ADDRESS'] = address('temporal');
  if (parts.s3 !== undefined) {
    const { accessKeyId, secretAccessKey } = readCredentialsSync(home);
    environment['AWS_ACCESS_KEY_ID'] = accessKeyId;
    environment['AWS_SECRET_ACCESS_KEY'] = secretAccessKey;
    environment['AWS_REGION'] = EMBEDDED_REGION;
    environment['AWS_ENDPOINT_URL_S3'] = `http://${address('s3')}`;
    environment['MMSYNTH_STORE'] = EMBEDDED_STORE;
  }
  if (parts.model !== undefined) environment['MMSYNTH_EMBEDDED_MODEL_URL'] = `http://${address('model')}/v1`;
  if (parts.trainer !== undefined) environment['MMSYNTH_EMBEDDED_TRAINER_URL'] = `http://${address('trainer')}/v1`;
  return environment;
};

/**
 * The environment with the embedded stack where the user's settings name nothing else: Temporal unless an address is
 * set or a profile has one, the store unless MMSYNTH_STORE is set, then with its own AWS variables as a whole.
 */
export const withStackEnvironment = (home: string, env: Environment): Record<string, string | undefined> => {
  const merged: Record<string, string | undefined> = { ...env };
  const stack = stackEnvironment(home);
  const take = (name: string): void => {
    if (stack[name] !== undefined) merged[name] = stack[name];
  };
  if (stack['TEMPORAL_ADDRESS'] !== undefined && configuredTemporal(env) === undefined) take('TEMPORAL_ADDRESS');
  if (stack['MMSYNTH_STORE'] !== undefined && setting(env, 'MMSYNTH_STORE') === undefined) {
    for (const name of STORE_VARIABLES) take(name);
    for (const name of STORE_CONFLICTS) merged[name] = undefined;
  }
  for (const name of ['MMSYNTH_EMBEDDED_MODEL_URL', 'MMSYNTH_EMBEDDED_TRAINER_URL'])
    if (setting(env, name) === undefined) take(name);
  return merged;
};

/** Writes `withStackEnvironment` into this process's environment. To be called before any client is made. */
export const applyStackEnvironment = (home: string, env: NodeJS.ProcessEnv = process.env): void => {
  for (const [name, value] of Object.entries(withStackEnvironment(home, env))) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
};
