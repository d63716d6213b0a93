import type { Command } from 'commander';
import { cancelUpdate } from '../../workflows/messages.ts';
import { control } from '../campaign/control.ts';
import { print } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addCancel(program: Command): void {
  program
    .command('cancel')
    .argument('<id>', 'campaign')
    .description('stop now, requests in flight included; what is journaled and committed stays')
    .option('--reason <text>', 'kept with the decision')
    .option('--json', 'one JSON object')
    .action((id: string, options: { reason?: string; json?: boolean }) =>
      withSession(async (session) => {
        const progress = await control(session, id, cancelUpdate, 'cancel', options.reason);
        print(
          options,
          { campaign: id, ...progress, state: 'cancelled' },
          () => `campaign '${id}' is cancelled; \`mmsynth resume ${id}\` would go on without buying an answer twice.`,
        );
      }),
    );
}
