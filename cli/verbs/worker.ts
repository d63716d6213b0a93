import { Option, type Command } from 'commander';
import { applyStackEnvironment, stackHome } from '../../infra/dev/index.ts';
import { roles, type Role } from '../../temporal.config.ts';
import { note } from '../output.ts';

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('run workers in the foreground; SIGTERM ends them after what is in flight')
    .addOption(new Option('--role <role...>', 'which work to take').choices([...roles]).default([...roles]))
    .action(async (options: { role: Role[] }) => {
      // Loaded here: native modules that would cost every other verb half a second at its start.
      const { runWorkers } = await import('../../workers/run-workers.ts');
      applyStackEnvironment(stackHome());
      const workers = await runWorkers(options.role);
      process.on('SIGTERM', workers.shutdown);
      process.on('SIGINT', workers.shutdown);
      note(`ready: ${options.role.join(', ')}`);
      await workers.stopped;
    });
}
