import type { Command } from 'commander';
import { reportSummary } from '../../activities/report/write-report.ts';
import { writeReport } from '../../activities/report/write-report.ts';
import { knownCampaign } from '../campaign/known-campaign.ts';
import { print } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addReport(program: Command): void {
  program
    .command('report')
    .argument('<id>', 'campaign')
    .description('pictures, plots and tables in one HTML page')
    .requiredOption('--out <file.html>', 'where to write the page')
    .option('--json', 'the figures of the page as one JSON object')
    .action((id: string, options: { out: string; json?: boolean }) =>
      withSession(async (session) => {
        await knownCampaign(session.store(), id);
        const written = await writeReport({ store: session.store(), campaign: id, out: options.out });
        const summary = options.json ? await reportSummary(session.store(), id) : undefined;
        print(options, { ...written, summary }, () => `report of campaign '${id}': ${written.path}`);
      }),
    );
}
