import type { Command } from 'commander';
import { progressPrinter, stackHome, stopStack } from '../../infra/dev/index.ts';
import { print } from '../output.ts';

export function addDown(program: Command): void {
  program
    .command('down')
    .description('stop the embedded stack; its data stays')
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      const printer = progressPrinter(process.stderr);
      const parts = await stopStack(stackHome(), printer.onProgress).finally(printer.done);
      print(options, { parts }, () => {
        const lines = Object.entries(parts).map(([name, state]) => `${name.padEnd(9)} ${state}`);
        return lines.length > 0 ? lines.join('\n') : 'nothing was running.';
      });
    });
}
