import type { Command } from 'commander';
import { auditCampaign, renderAudit } from '../../activities/audit/index.ts';
import { knownCampaign } from '../campaign/known-campaign.ts';
import { print, wide } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { withSession } from '../with-session.ts';

export function addAudit(program: Command): void {
  program
    .command('audit')
    .argument('<id>', 'campaign')
    .description('workflow history of all its runs and the store, cross-checked')
    .option('--verify', 're-hash every artifact and check conservation; exit 1 unless all is well')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: { verify?: boolean; json?: boolean }) => {
      process.exitCode = await withSession(async (session) => {
        await knownCampaign(session.store(), id);
        const client = await session.clientIfUp();
        const line = progressLine();
        const result = await auditCampaign({
          store: session.store(),
          ...(client ? { client } : {}),
          campaign: id,
          verify: options.verify === true,
          onProgress: line.show,
        }).finally(line.done);
        print(options, result, () => renderAudit(result, wide()));
        return options.verify && result.problems.length > 0 ? 1 : 0;
      });
    });
}
