import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/activities.ts';
import { MmsynthError } from '../activities/errors.ts';
import {
  connectionSettings,
  heartbeatThrottleMs,
  queuePrefix,
  roles,
  shardSlots,
  shutdownForce,
  shutdownGrace,
  taskQueue,
  type Role,
} from '../temporal.config.ts';
import { createWorkerDependencies } from './dependencies.ts';

export interface RunningWorkers {
  /** Settles when all workers have stopped; rejects where one failed. */
  readonly stopped: Promise<void>;
  shutdown(): void;
}

/** Starts a worker a role in this process; they share one connection, store, detector and each endpoint's gate. */
export async function runWorkers(
  chosen: readonly Role[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RunningWorkers> {
  Runtime.install({ logger: quietLogger(), shutdownSignals: [] });
  const { connectionOptions, namespace = 'default' } = connectionSettings(environment);
  const connection = await connect(connectionOptions);
  const dependencies = createWorkerDependencies(environment);
  const { runShard, trainModel, serveModel, ...storeWork } = createActivities(dependencies);
  const shared = {
    connection,
    namespace,
    shutdownGraceTime: shutdownGrace,
    shutdownForceTime: shutdownForce,
    maxHeartbeatThrottleInterval: heartbeatThrottleMs,
    defaultHeartbeatThrottleInterval: heartbeatThrottleMs,
  };
  const ofRole: Record<Role, Partial<WorkerOptions>> = {
    workflows: workflowCode(),
    inference: { activities: { runShard }, maxConcurrentActivityTaskExecutions: shardSlots },
    cpu: { activities: storeWork },
    training: { activities: { trainModel, serveModel } },
  };
  const workers = await Promise.all(
    roles
      .filter((role) => chosen.includes(role))
      .map((role) =>
        Worker.create({ ...shared, ...ofRole[role], taskQueue: taskQueue(queuePrefix(environment), role) }),
      ),
  );
  const stopped = Promise.all(workers.map((worker) => worker.run())).then(async () => {
    await dependencies.close();
    await connection.close();
  });
  return {
    stopped,
    shutdown: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

async function connect(options: ReturnType<typeof connectionSettings>['connectionOptions']): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    const address = options.address ?? '127.0.0.1:7233';
    throw new MmsynthError(
      'temporal_unreachable',
      `Temporal does not answer at ${address}: run \`mmsynth up\`, or set TEMPORAL_ADDRESS.`,
      { cause: error },
    );
  }
}

/** The bundle made at build time; from sources (tests) the workflows are bundled at start. */
function workflowCode(): Partial<WorkerOptions> {
  const bundle = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  if (existsSync(bundle)) return { workflowBundle: { codePath: bundle } };
  return { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}

/** Warnings and errors, less the notices that a role's worker lacks what the other roles have. */
function quietLogger(): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    if (/^No (activities|workflows) registered/.test(message)) return;
    process.stderr.write(`${new Date().toISOString()} ${level} ${message} ${meta ? JSON.stringify(meta) : ''}\n`);
  });
}
