import { loadClientConnectConfig } from '@temporalio/envconfig';
import { defaultQueuePrefix } from './workflows/policies.ts';

/**
 * The one place for how Temporal is used. Connection and namespace come from TEMPORAL_* or a temporal.toml profile (TLS and
 * API key included); queues, time-outs, retry policies and window sizes are shared with workflow code and stand in
 * workflows/policies.ts.
 */
export * from './workflows/policies.ts';

/** How long a client waits for a connection, in milliseconds. */
export const connectTimeoutMs = 10_000;

/** After SIGTERM: answers in flight may still arrive and are journaled before sockets are closed. */
export const shutdownGrace = '10s';
/** After that the worker gives up what does not end. */
export const shutdownForce = '30s';

/** Heartbeats go out at least this often while progress is made, so that `status --watch` lives, in milliseconds. */
export const heartbeatThrottleMs = 3_000;

/** Shards in work at once on one worker; the campaign's window bounds them before this does. */
export const shardSlots = 64;

/** A refresh that a stopped Temporal missed is made up for within this time; the release is that of the day it was due. */
export const missedRefreshWindow = '14 days';

export function connectionSettings(environment: NodeJS.ProcessEnv = process.env) {
  const overrides = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return loadClientConnectConfig({ overrideEnvVars: overrides });
}

export const queuePrefix = (environment: NodeJS.ProcessEnv = process.env): string =>
  environment['MMSYNTH_QUEUES'] ?? defaultQueuePrefix;
