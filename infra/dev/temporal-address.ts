import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { definedOnly, type Environment } from './environment.ts';
import { StackError, messageOf } from './errors.ts';

/**
 * How to reach the Temporal service that the user's settings name: TEMPORAL_ADDRESS, or a profile of temporal.toml.
 * Undefined where they name none, so that the embedded one is used.
 * @throws StackError `settings_invalid` where the file cannot be read
 */
export const configuredTemporal = (
  env: Environment = process.env,
): (ClientConnectConfig & { address: string }) | undefined => {
  try {
    const config = loadClientConnectConfig({ overrideEnvVars: definedOnly(env) });
    const address = config.connectionOptions.address;
    return address === undefined || address === '' ? undefined : { ...config, address };
  } catch (error) {
    throw new StackError(
      'settings_invalid',
      `The Temporal settings cannot be read (${messageOf(error)}); correct temporal.toml or TEMPORAL_PROFILE, or set TEMPORAL_ADDRESS.`,
      { cause: error },
    );
  }
};
