import type { Command } from 'commander';
import { listCampaigns, renderList } from '../../activities/status/index.ts';
import { print, wide } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addList(program: Command): void {
  program
    .command('list')
    .description('the campaigns in the store')
    .option('--json', 'one JSON object')
    .action((options: { json?: boolean }) =>
      withSession(async (session) => {
        const client = await session.clientIfUp();
        const campaigns = await listCampaigns({ store: session.store(), ...(client ? { client } : {}) });
        print(options, { campaigns }, () => renderList(campaigns, wide()));
      }),
    );
}
