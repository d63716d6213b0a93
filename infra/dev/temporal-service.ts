import { Connection } from '@temporalio/client';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { messageOf } from './errors.ts';
import { SEARCH_ATTRIBUTES } from './search-attributes.ts';

export type TemporalDescription =
  | { readonly reachable: false; readonly reason: string }
  | {
      readonly reachable: true;
      readonly namespace: string;
      readonly serverVersion: string;
      /** Undefined where this service does not let us list them. */
      readonly missingSearchAttributes: readonly string[] | undefined;
    };

const missingSearchAttributes = async (connection: Connection, namespace: string): Promise<string[] | undefined> => {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return Object.keys(SEARCH_ATTRIBUTES).filter((name) => customAttributes?.[name] === undefined);
  } catch {
    return undefined;
  }
};

/** Connects, looks up the namespace and its search attributes. @param timeout in ms, for all of it */
export const describeTemporal = async (
  config: ClientConnectConfig & { readonly address: string },
  timeout: number,
): Promise<TemporalDescription> => {
  const namespace = config.namespace ?? 'default';
  let connection: Connection | undefined;
  try {
    const { address, tls, apiKey, metadata } = config.connectionOptions;
    connection = await Connection.connect({
      ...(address === undefined ? {} : { address }),
      ...(tls === undefined || tls === null ? {} : { tls }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata: metadata as Record<string, string> }),
      connectTimeout: timeout,
    });
    const open = connection;
    return await open.withDeadline(Date.now() + timeout, async () => {
      const { serverVersion } = await open.workflowService.getSystemInfo({});
      await open.workflowService.describeNamespace({ namespace });
      const missing = await missingSearchAttributes(open, namespace);
      return { reachable: true, namespace, serverVersion, missingSearchAttributes: missing };
    });
  } catch (error) {
    return { reachable: false, reason: messageOf(error) };
  } finally {
    await connection?.close().catch(() => undefined);
  }
};
