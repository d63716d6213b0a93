import type { Command } from 'commander';
import { renderTrace, traceRow } from '../../activities/lineage/index.ts';
import { knownCampaign } from '../campaign/known-campaign.ts';
import { print, wide } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { withSession } from '../with-session.ts';

export function addTrace(program: Command): void {
  program
    .command('trace')
    .argument('<id>', 'campaign')
    .argument('<row>', "a row's id, or at least 8 characters of its beginning")
    .description('lineage of one row back to its seed, with raw answers')
    .option('--json', 'one JSON object')
    .action((id: string, row: string, options: { json?: boolean }) =>
      withSession(async (session) => {
        await knownCampaign(session.store(), id);
        const line = progressLine();
        const result = await traceRow({ store: session.store(), campaign: id, row, onProgress: line.show }).finally(
          line.done,
        );
        print(options, result, () => renderTrace(result, wide()));
      }),
    );
}
