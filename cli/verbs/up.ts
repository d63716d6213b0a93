import type { Command } from 'commander';
import { progressPrinter, startStack, type PartName } from '../../infra/dev/index.ts';
import { print } from '../output.ts';

export function addUp(program: Command): void {
  program
    .command('up')
    .description(
      'start the embedded stack: Temporal, object store, worker, and on demand the local model and the trainer',
    )
    .option('--model', 'the local inference endpoint too')
    .option('--trainer', 'the training service with its tiny model too')
    .option('--ui', "Temporal's web interface too")
    .option('--no-worker', 'without a worker')
    .option('--json', 'one JSON object')
    .action(async (options: { model?: boolean; trainer?: boolean; ui?: boolean; worker: boolean; json?: boolean }) => {
      const printer = progressPrinter(process.stderr);
      const parts: PartName[] = [
        'temporal',
        's3',
        ...(options.model ? ['model' as const] : []),
        ...(options.trainer ? ['trainer' as const] : []),
        ...(options.worker ? ['worker' as const] : []),
      ];
      const stack = await startStack({
        parts,
        ...(options.ui ? { ui: true } : {}),
        onProgress: printer.onProgress,
      }).finally(printer.done);
      const { home, parts: states, uiUrl } = stack;
      print(options, { home, parts: states, uiUrl }, () =>
        [
          ...Object.entries(states).map(([name, state]) => `${name.padEnd(9)} ${state}`),
          `data and logs in ${home}${uiUrl ? `\nTemporal UI at ${uiUrl}` : ''}`,
        ].join('\n'),
      );
    });
}
