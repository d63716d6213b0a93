import { bundleWorkflowCode } from '@temporalio/worker';
import { rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Packs the compiled workflows into one file, so that a worker starts without doing it: run as a step of the build. */
const compiled = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const target = compiled('workflow-bundle.js');
const { code } = await bundleWorkflowCode({ workflowsPath: compiled('workflows/index.js') });
await writeFile(`${target}.${process.pid}`, code);
await rename(`${target}.${process.pid}`, target);
