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
import { scoreParts } from './dirty-dataset/score-parts.ts';
import { isAsItShouldBe, mostFalse, tellScore } from './dirty-dataset/tell-score.ts';
import { writeDirtyDataset } from './dirty-dataset/write-dataset.ts';

/**
 * Cleans a dataset that was made dirty on purpose, on the embedded stack: `npm run curate:demo -- [--clean 1000] [--of-each 12] [--seed 7]
 * [--out out] [--judge URL --model NAME [--api-key-env VAR]]`. Code alone has to find what is planted; where a judge is named, kinds
 * that only a judge can tell are planted besides, and what it adds is told apart.
 * Ends 1 unless code finds every case planted for it and at most 2 % of the clean samples fall by it.
 */
const { values } = parseArgs({
  options: {
    clean: { type: 'string', default: '1000' },
    'of-each': { type: 'string', default: '12' },
    seed: { type: 'string', default: '7' },
    out: { type: 'string', default: 'out' },
    judge: { type: 'string' },
    model: { type: 'string' },
    'api-key-env': { type: 'string' },
  },
});

/** Models and options of the spec: with a judge, or with both of its questions switched off. */
function judging(): { readonly models: object; readonly options: object } {
  const { judge: url, model, 'api-key-env': apiKeyEnv } = values;
  if (url === undefined) return { models: {}, options: { quality: { minimum: 0 }, repetition: { minimum: 0 } } };
  const key = apiKeyEnv === undefined ? {} : { apiKeyEnv };
  return { models: { judge: { model, baseUrls: [url], concurrency: 32, temperature: 0, ...key } }, options: {} };
}

async function demo(): Promise<number> {
  if ((values.judge === undefined) !== (values.model === undefined)) {
    process.stderr.write('--judge and --model go together: the base URL of an endpoint and the model to ask there.\n');
    return 2;
  }
  const out = resolve(values.out);
  const folder = join(out, 'curate-demo');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  note('making the dirty dataset');
  const dataset = await writeDirtyDataset(folder, {
    seed: Number(values.seed),
    clean: Number(values.clean),
    ofEachKind: Number(values['of-each']),
    forJudge: values.judge !== undefined,
  });
  const printer = progressPrinter(process.stderr);
  await startStack({ parts: ['temporal', 's3', 'worker'], onProgress: printer.onProgress }).finally(printer.done);
  return withSession(async (session) => {
    const id = `curate-demo-${Date.now().toString(36)}`;
    const spec = join(folder, 'spec.yaml');
    const input = { file: dataset.file, parts: { benchmark: dataset.benchmark } };
    const { models, options } = judging();
    const content = { campaign: id, recipe: 'curate', input, models, options: { ...options, review: { hours: 0 } } };
    await writeFile(spec, JSON.stringify(content, null, 2));
    const line = progressLine();
    const { campaign } = await launchCampaign(spec, [], session, line.show).finally(line.done);
    const code = await watchCampaign(session, campaign, {});
    if (code !== 0) return code;
    const store = session.store();
    const outcomes = await readOutcomes(store, campaign);
    const score = scoreParts(dataset, outcomes);
    const report = await writeReport({ store, campaign, out: join(out, 'curate-demo.html') });
    const verdict = isAsItShouldBe(score);
    const lines = [
      '',
      ...tellScore(dataset, score, outcomes, values.model),
      '',
      `released         ${outcomes.released.size}`,
      `report           ${relative(process.cwd(), report.path)}`,
      `dataset          ${relative(process.cwd(), folder)}`,
      verdict
        ? 'code did as it should'
        : `code did NOT do as it should: it is to find all, and to drop ${100 * mostFalse} % of the clean samples at most`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return verdict ? 0 : 1;
  });
}

process.exitCode = await demo();
