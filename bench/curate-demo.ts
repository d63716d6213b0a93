import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeReport } from '../activities/report/write-report.ts';
import { launchCampaign } from '../cli/campaign/launch.ts';
import { note } from '../cli/output.ts';
import { progressLine } from '../cli/progress-line.ts';
import { watchCampaign } from '../cli/watch.ts';
import { withSession } from '../cli/with-session.ts';
import { progressPrinter, startStack } from '../infra/dev/index.ts';
import { readOutcomes } from './dirty-dataset/read-outcomes.ts';
import { scoreCuration, type CurationScore } from './dirty-dataset/score.ts';
import { writeDirtyDataset } from './dirty-dataset/write-dataset.ts';
import { startScriptedProcess } from './scripted-process.ts';

/**
 * Cleans a dataset that was made dirty on purpose, on the embedded stack: `npm run curate:demo -- [--clean 1000] [--of-each 12] [--seed 7]
 * [--out out] [--base-url URL --model NAME [--api-key-env VAR]]`. The judge is the scripted endpoint unless a base URL is given.
 * Ends 1 unless every planted case is found and at most 2 % of the clean samples fall.
 */
const { values } = parseArgs({
  options: {
    clean: { type: 'string', default: '1000' },
    'of-each': { type: 'string', default: '12' },
    seed: { type: 'string', default: '7' },
    out: { type: 'string', default: 'out' },
    'base-url': { type: 'string' },
    model: { type: 'string', default: 'scripted' },
    'api-key-env': { type: 'string' },
  },
});
/** Share of clean samples that may fall. */
const mostFalse = 0.02;

function tableOf({ kinds }: CurationScore, reasonsOf: (kind: string) => string): string {
  const lines = Object.entries(kinds).map(
    ([kind, { planted, found }]) =>
      `${kind.padEnd(22)} ${String(found).padStart(4)} of ${String(planted).padEnd(4)} ${reasonsOf(kind)}`,
  );
  return lines.join('\n');
}

async function demo(): Promise<number> {
  const out = resolve(values.out);
  const folder = join(out, 'curate-demo');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  note('making the dirty dataset');
  const dataset = await writeDirtyDataset(folder, {
    seed: Number(values.seed),
    clean: Number(values.clean),
    ofEachKind: Number(values['of-each']),
  });
  const printer = progressPrinter(process.stderr);
  await startStack({ parts: ['temporal', 's3', 'worker'], onProgress: printer.onProgress }).finally(printer.done);
  const scripted = values['base-url'] === undefined ? await startScriptedProcess({ answer: 'curate' }) : undefined;
  if (scripted) note('the judge is a scripted endpoint, not a model; --base-url names a real one');
  try {
    return await withSession(async (session) => {
      const id = `curate-demo-${Date.now().toString(36)}`;
      const spec = join(folder, 'spec.yaml');
      const judge = {
        model: values.model,
        baseUrls: [values['base-url'] ?? scripted?.baseUrl],
        concurrency: 32,
        ...(values['api-key-env'] === undefined ? {} : { apiKeyEnv: values['api-key-env'] }),
      };
      const input = { file: dataset.file, parts: { benchmark: dataset.benchmark } };
      const options = { review: { hours: 0 } };
      await writeFile(
        spec,
        JSON.stringify({ campaign: id, recipe: 'curate', input, models: { judge }, options }, null, 2),
      );
      const line = progressLine();
      const { campaign } = await launchCampaign(spec, [], session, line.show).finally(line.done);
      const code = await watchCampaign(session, campaign, {});
      if (code !== 0) return code;
      const store = session.store();
      const { released, reasons } = await readOutcomes(store, campaign);
      const score = scoreCuration(dataset, released);
      const reasonsOf = (kind: string): string =>
        [
          ...new Set(dataset.planted.flatMap((one) => (one.kind === kind ? (reasons.get(one.record.id) ?? []) : []))),
        ].join(', ');
      const report = await writeReport({ store, campaign, out: join(out, 'curate-demo.html') });
      const share = score.wronglyDropped.length / score.clean;
      const verdict = score.missed.length === 0 && share <= mostFalse;
      process.stdout.write(
        [
          '',
          tableOf(score, reasonsOf),
          '',
          `planted found    ${score.found} of ${score.planted}${score.missed.length > 0 ? `; missed: ${score.missed.slice(0, 10).join(', ')}` : ''}`,
          `clean dropped    ${score.wronglyDropped.length} of ${score.clean} (${(100 * share).toFixed(2)} %, at most ${100 * mostFalse} %)`,
          ...score.wronglyDropped.slice(0, 10).map((one) => `                 ${one}: ${reasons.get(one) ?? ''}`),
          `released         ${released.size}`,
          `report           ${relative(process.cwd(), report.path)}`,
          `dataset          ${relative(process.cwd(), folder)}`,
          verdict ? 'as it should be' : 'NOT as it should be',
          '',
        ].join('\n'),
      );
      return verdict ? 0 : 1;
    });
  } finally {
    await scripted?.stop();
  }
}

process.exitCode = await demo();
