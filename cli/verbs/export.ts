import { Option, type Command } from 'commander';
import { exportDataset } from '../../activities/export/export-dataset.ts';
import { exportFormats, type ExportFormat } from '../../activities/export/format.ts';
import { knownCampaign } from '../campaign/known-campaign.ts';
import { print } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { withSession } from '../with-session.ts';

export function addExport(program: Command): void {
  program
    .command('export')
    .argument('<id>', 'campaign')
    .description('the kept rows as a training set')
    .addOption(new Option('--format <format>', 'form of the records').choices([...exportFormats]).makeOptionMandatory())
    .requiredOption('--out <place>', 'an empty folder, or s3://bucket/prefix')
    .option('--json', 'one JSON object')
    .action((id: string, options: { format: ExportFormat; out: string; json?: boolean }) =>
      withSession(async (session) => {
        await knownCampaign(session.store(), id);
        const line = progressLine();
        const result = await exportDataset({
          store: session.store(),
          campaign: id,
          format: options.format,
          out: options.out,
          onProgress: (records) => line.show(`exporting: ${records} records`),
        }).finally(line.done);
        print(options, result, () => `${result.records} records of campaign '${id}' in ${result.out}`);
      }),
    );
}
