import { join, relative, resolve } from 'node:path';
import { reportSummary, writeReport } from '../activities/report/write-report.ts';
import type { StarFigures } from '../activities/report/star/iterations.ts';
import { launchCampaign } from '../cli/campaign/launch.ts';
import { note } from '../cli/output.ts';
import { progressLine } from '../cli/progress-line.ts';
import { watchCampaign } from '../cli/watch.ts';
import { withSession } from '../cli/with-session.ts';
import { progressPrinter, startStack } from '../infra/dev/index.ts';
import { writeArm } from './star-arithmetic/arm.ts';
import type { Outcome } from './star-arithmetic/outcome.ts';
import { readSettings, type Settings } from './star-arithmetic/settings.ts';
import { tableOf } from './star-arithmetic/table.ts';
import { writeFigures } from './star-arithmetic/write-figures.ts';

/**
 * The paper's arithmetic figure on the embedded trainer: n-digit sums with and without rationalization, two campaigns a seed.
 * `npm run star:arithmetic -- [--full] [--seeds 3] [--iterations 3] [--digits 4] [--pool 80] [--dev 40] [--out out]`. Figures are
 * written anew after each campaign. Broken off, it goes on where it was: finished campaigns are read, not run again.
 */
async function experiment(settings: Settings): Promise<number> {
  const { out } = settings;
  const printer = progressPrinter(process.stderr);
  await startStack({ parts: ['temporal', 's3', 'trainer', 'worker'], onProgress: printer.onProgress }).finally(
    printer.done,
  );
  return withSession(async (session) => {
    const store = session.store();
    const outcomes: Outcome[] = [];
    for (let seed = 0; seed < settings.seeds; seed++) {
      for (const rationalize of [true, false]) {
        const arm = await writeArm(settings, seed, rationalize);
        const line = progressLine();
        const { campaign, launch } = await launchCampaign(arm.spec, [], session, line.show).finally(line.done);
        note(`campaign '${campaign}' ${launch}`);
        const code = launch === 'shown' ? 0 : await watchCampaign(session, campaign, {});
        if (code !== 0) return code;
        const { figures } = await reportSummary(store, campaign);
        outcomes.push({ campaign, seed, rationalize, figures: figures as unknown as StarFigures });
        await writeReport({ store, campaign, out: join(out, `${campaign}.html`) });
        await writeFigures(settings, outcomes);
      }
    }
    const { arms, figures, page, plot } = await writeFigures(settings, outcomes);
    const told = [
      '',
      tableOf(arms),
      '',
      'Percent of dev sums answered right, mean over the seeds ± standard error.',
      `page     ${relative(process.cwd(), page)}`,
      `plot     ${relative(process.cwd(), plot)}`,
      `figures  ${relative(process.cwd(), figures)}`,
      ...outcomes.map(({ campaign }) => `report   ${relative(process.cwd(), join(out, `${campaign}.html`))}`),
      'npx mmsynth down  stops the embedded stack; its data stays',
      '',
    ];
    process.stdout.write(told.join('\n'));
    return 0;
  });
}

const settings = readSettings(process.argv.slice(2));
process.exitCode = await experiment({ ...settings, out: resolve(settings.out) });
