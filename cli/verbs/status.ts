import type { Command } from 'commander';
import { createStatusReader, renderStatus } from '../../activities/status/index.ts';
import { knownCampaign } from '../campaign/known-campaign.ts';
import { print, wide } from '../output.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .argument('<id>', 'campaign')
    .description('state, rounds, counts and usage of a campaign')
    .option('--watch', 'follow it to its end; Ctrl-C detaches')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: { watch?: boolean; json?: boolean }) => {
      process.exitCode = await withSession(async (session) => {
        await knownCampaign(session.store(), id);
        if (options.watch) return watchCampaign(session, id, options);
        const client = await session.clientIfUp();
        const status = await createStatusReader({ store: session.store(), ...(client ? { client } : {}) })(id);
        print(options, status, () => renderStatus(status, wide()));
        return 0;
      });
    });
}
