import { parseArgs } from 'node:util';
import { MmsynthError } from '../activities/errors.ts';
import { applyStackEnvironment, stackHome } from '../infra/dev/index.ts';
import { roles, type Role } from '../temporal.config.ts';
import { runWorkers } from './run-workers.ts';

const { values } = parseArgs({ options: { role: { type: 'string', multiple: true } } });
const unknown = values.role?.find((name) => !roles.some((role) => role === name));
if (unknown !== undefined) {
  process.stderr.write(`--role ${unknown}: choose from ${roles.join(', ')}.\n`);
  process.exit(2);
}
applyStackEnvironment(stackHome());
try {
  const workers = await runWorkers((values.role as Role[] | undefined) ?? roles);
  process.on('SIGTERM', workers.shutdown);
  process.on('SIGINT', workers.shutdown);
  process.stdout.write('ready\n');
  await workers.stopped;
  process.exit(0);
} catch (error) {
  process.stderr.write(`mmsynth worker: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof MmsynthError ? error.exitCode : 1);
}
