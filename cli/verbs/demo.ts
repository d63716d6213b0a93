import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { exportDataset } from '../../activities/export/export-dataset.ts';
import { writeReport } from '../../activities/report/write-report.ts';
import { progressPrinter, startStack } from '../../infra/dev/index.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { note } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

/** The package's own folder, from dist/cli/verbs. */
const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('everything at once: embedded stack, local model, worker, and a campaign on real photos')
    .option('--spec <file>', 'another spec', join(packageFolder, 'examples/photos.yaml'))
    .option('--out <folder>', 'where report and dataset go', 'out')
    .action(async ({ spec, out }: { spec: string; out: string }) => {
      const printer = progressPrinter(process.stderr);
      await startStack({ parts: ['temporal', 's3', 'model', 'worker'], onProgress: printer.onProgress }).finally(
        printer.done,
      );
      process.exitCode = await withSession(async (session) => {
        const store = session.store();
        const line = progressLine();
        const { campaign, launch } = await launchCampaign(spec, [], session, line.show).finally(line.done);
        note(`campaign '${campaign}' ${launch}`);
        const code = await watchCampaign(session, campaign, {});
        if (code !== 0) return code;
        const report = await writeReport({ store, campaign, out: join(out, `${campaign}.html`) });
        const folder = join(out, `${campaign}-llava`);
        await rm(folder, { recursive: true, force: true });
        const dataset = await exportDataset({ store, campaign, format: 'llava', out: folder });
        process.stdout.write(
          [
            '',
            `report   ${relative(process.cwd(), report.path)}`,
            `dataset  ${relative(process.cwd(), folder)}: ${dataset.records} records, LLaVA form`,
            '',
            `npx mmsynth audit ${campaign} --verify    checks every artifact`,
            `npx mmsynth trace ${campaign} ROW         shows how a row of the dataset came to be (ROW: its id)`,
            `npx mmsynth down                      stops the embedded stack; its data stays`,
            '',
          ].join('\n'),
        );
        return 0;
      });
    });
}
