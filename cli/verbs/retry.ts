import type { Command } from 'commander';
import { retryFailed } from '../campaign/retry.ts';
import { note, print } from '../output.ts';
import { roundNumber } from '../round-number.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

export function addRetry(program: Command): void {
  program
    .command('retry')
    .argument('<id>', 'campaign')
    .description('ask the failed items anew, as a new revision; nothing else is bought')
    .option('--round <n>', 'from this round on', roundNumber, 1)
    .option('--watch', 'follow it to its end; Ctrl-C detaches')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: { round: number; watch?: boolean; json?: boolean }) => {
      process.exitCode = await withSession(async (session) => {
        const retried = await retryFailed(session, id, options.round);
        const text =
          retried.failed === 0
            ? `campaign '${id}' has no failed items from round ${options.round} on.`
            : `campaign '${id}': ${retried.failed} failed items are asked anew as revision ${retried.revision}.`;
        if (options.watch && retried.failed > 0) {
          note(text);
          return watchCampaign(session, id, options);
        }
        print(options, retried, () => text);
        return 0;
      });
    });
}
