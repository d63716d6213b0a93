import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../infra/dev/search-attributes.ts';
import { thisMachine } from '../../infra/dev/provision/machine.ts';
import { temporalCli } from '../../infra/dev/provision/programs.ts';
import { provision } from '../../infra/dev/provision/provision.ts';

const logger = new DefaultLogger('ERROR');
Runtime.install({ logger, telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } } });

/**
 * A Temporal server of its own in memory, with the program the embedded stack uses.
 * @param suggestContinueAsNewAt events of a history after which a workflow is told to continue as new
 */
export async function startTemporal(suggestContinueAsNewAt?: number): Promise<TestWorkflowEnvironment> {
  const { path } = await provision(temporalCli, thisMachine(), () => undefined);
  const attributes = Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  const dynamic =
    suggestContinueAsNewAt === undefined
      ? []
      : ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${suggestContinueAsNewAt}`];
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: [...attributes, ...dynamic],
      log: { format: 'pretty', level: 'error' },
    },
  });
}

/** @param entry the module that exports the workflows, from this folder. @default the project's own */
export function bundleWorkflows(entry = '../../workflows/index.ts'): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(entry, import.meta.url)),
    logger,
  });
}
