import { Client, Connection } from '@temporalio/client';
import { openS3Store } from '../activities/artifacts/s3-store.ts';
import type { ArtifactStore } from '../activities/artifacts/store.ts';
import { MmsynthError } from '../activities/errors.ts';
import { applyStackEnvironment, stackHome } from '../infra/dev/index.ts';
import { connectionSettings, connectTimeoutMs } from '../temporal.config.ts';

/** The command does not wait longer than this for a store that is down, in milliseconds. */
const storePatienceMs = 8_000;

/** What a verb may open; each is opened on first use and closed at the end. */
export interface Session {
  readonly store: () => ArtifactStore;
  /** Throws `temporal_unreachable`. */
  readonly client: () => Promise<Client>;
  /** The client, or undefined where Temporal cannot be reached: reading verbs go on from the store alone. */
  readonly clientIfUp: () => Promise<Client | undefined>;
  readonly close: () => Promise<void>;
}

export function openSession(environment: NodeJS.ProcessEnv = process.env): Session {
  applyStackEnvironment(stackHome(), environment);
  let store: ArtifactStore | undefined;
  let connecting: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const { connectionOptions, namespace = 'default' } = connectionSettings(environment);
    try {
      const connection = await Connection.connect({ ...connectionOptions, connectTimeout: connectTimeoutMs });
      return new Client({ connection, namespace });
    } catch (error) {
      const address = connectionOptions.address ?? '127.0.0.1:7233';
      throw new MmsynthError(
        'temporal_unreachable',
        `Temporal does not answer at ${address}: run \`mmsynth up\`, or set TEMPORAL_ADDRESS.`,
        { cause: error },
      );
    }
  }
  const client = (): Promise<Client> => (connecting ??= connect());
  return {
    store: () => (store ??= openS3Store(environment, { forMs: storePatienceMs })),
    client,
    clientIfUp: () => client().catch(() => undefined),
    close: async () => {
      store?.close();
      await connecting?.then(({ connection }) => connection.close()).catch(() => undefined);
    },
  };
}
