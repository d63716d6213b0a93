import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { exportDataset } from '../../activities/export/export-dataset.ts';
import { writeReport } from '../../activities/report/write-report.ts';
import { progressPrinter, provisionNsfwWeights, startStack } from '../../infra/dev/index.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { writeDemoSpec } from '../florence-demo/write-spec.ts';
import { note } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

/** The package's own folder, from dist/cli/verbs. */
const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** The specialists there are: without the weights of the NSFW rating the others go on, and it is said. */
async function specialistsAtHand(): Promise<readonly string[]> {
  const others = ['objects', 'text'];
  try {
    await provisionNsfwWeights(process.env, note);
    return [...others, 'nsfw'];
  } catch (error) {
    note(`pictures are not rated for NSFW content: ${error instanceof Error ? error.message : String(error)}`);
    return others;
  }
}

export function addFlorenceDemo(program: Command): void {
  program
    .command('florence-demo')
    .description('photos annotated by the local specialists: boxes, writing, NSFW score, with a report')
    .option('--photos <folder...>', 'folders of photos besides the nine examples', [])
    .option('--out <folder>', 'where report and dataset go', 'out')
    .action(async ({ photos, out }: { photos: readonly string[]; out: string }) => {
      const printer = progressPrinter(process.stderr);
      const specialists = await specialistsAtHand();
      const spec = await writeDemoSpec(join(packageFolder, 'examples'), photos, out, specialists);
      await startStack({ parts: ['temporal', 's3', 'worker'], onProgress: printer.onProgress }).finally(printer.done);
      process.exitCode = await withSession(async (session) => {
        const store = session.store();
        const line = progressLine();
        const { campaign, launch } = await launchCampaign(spec.path, [], session, line.show).finally(line.done);
        note(`campaign '${campaign}' ${launch}: ${spec.photos} photos`);
        const code = await watchCampaign(session, campaign, {});
        if (code !== 0) return code;
        const report = await writeReport({ store, campaign, out: join(out, `${campaign}.html`), cards: spec.photos });
        const folder = join(out, `${campaign}-coco`);
        await rm(folder, { recursive: true, force: true });
        await exportDataset({ store, campaign, format: 'coco', out: folder });
        process.stdout.write(
          [
            '',
            `report   ${relative(process.cwd(), report.path)}`,
            `dataset  ${relative(process.cwd(), folder)}: COCO's detections, segmentations and captions`,
            '',
            `npx mmsynth export ${campaign} --format annotations|internvl|mmevol-seed --out DIR`,
            `npx mmsynth audit ${campaign} --verify    checks every artifact`,
            `npx mmsynth down                      stops the embedded stack; its data stays`,
            '',
          ].join('\n'),
        );
        return 0;
      });
    });
}
