import type { Command } from 'commander';
import { cancelCampaign } from '../campaign/cancel.ts';
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
        const cancelled = await cancelCampaign(session, id, options.reason);
        print(options, cancelled, () =>
          cancelled.state === 'cancelled'
            ? `campaign '${id}' is cancelled; \`mmsynth resume ${id}\` would go on without buying an answer twice.`
            : `campaign '${id}' is being cancelled; a worker that does not answer is waited for.`,
        );
      }),
    );
}
