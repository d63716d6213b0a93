import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { evaluateCampaign } from '../../activities/evaluation/dynvqa/evaluate-campaign.ts';
import { readPredictions } from '../../activities/evaluation/dynvqa/read-predictions.ts';
import { readQuestions } from '../../activities/evaluation/dynvqa/read-questions.ts';
import { renderCost, renderDiff, renderEvaluation } from '../../activities/evaluation/dynvqa/render.ts';
import { scorePredictions, type ScoredPrediction } from '../../activities/evaluation/dynvqa/score-predictions.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { versionDiff } from '../../recipes/dynvqa/gold/version-diff.ts';
import { print, wide } from '../output.ts';
import { withSession } from '../with-session.ts';

interface DynvqaOptions {
  readonly predictions?: string;
  readonly gold?: string;
  readonly goldVersion?: string;
  readonly items?: string;
  readonly diff?: boolean;
  readonly campaign?: string;
  readonly json?: boolean;
}

export function addEval(program: Command): void {
  const verb = program.command('eval').description('score predictions');
  verb.exitOverride();
  verb
    .command('dynvqa')
    .argument('[files...]', 'with --diff: the old and the new file of gold')
    .description('Dyn-VQA: official and fair scores by type, language and hops; what changed between two versions')
    .option('--predictions <file>', 'JSON lines with question_id and prediction')
    .option('--gold <file>', 'a published file (DynVQA_en.202502.jsonl) or a release')
    .option('--gold-version <YYYYMM>', 'where neither the records nor the name of the file say it')
    .option('--items <file>', 'write the score of every question, one JSON line each')
    .option('--campaign <id>', 'the scores and the cost of a question of an evaluation campaign')
    .option('--diff', 'compare two versions of the gold: --diff OLD NEW')
    .option('--json', 'one JSON object')
    .exitOverride()
    .action(async (files: readonly string[], options: DynvqaOptions) => {
      if (options.diff) return showDiff(files, options);
      if (files.length > 0) throw usage('files stand only behind --diff');
      if (options.campaign !== undefined) return showCampaign(options.campaign, options);
      return showPredictions(options);
    });
}

const usage = (what: string): MmsynthError =>
  new MmsynthError(
    'usage',
    `eval dynvqa: ${what}; give --predictions FILE --gold FILE, --campaign ID, or --diff OLD NEW.`,
  );

async function showDiff([old, now, ...more]: readonly string[], options: DynvqaOptions): Promise<void> {
  if (old === undefined || now === undefined || more.length > 0) throw usage('--diff compares two files');
  const [before, after] = await Promise.all(
    [old, now].map((path) => readQuestions(path, options.goldVersion ?? '000000')),
  );
  const diff = versionDiff(asCompared(before), asCompared(after));
  print(options, { old, new: now, ...diff }, () => renderDiff(diff).join('\n'));
}

const asCompared = (questions: Awaited<ReturnType<typeof readQuestions>> = []) =>
  questions.map(({ question_id: id, answers, question, imageUrl }) => ({ id, answers, question, imageUrl }));

async function showCampaign(campaign: string, options: DynvqaOptions): Promise<void> {
  const found = await withSession((session) => evaluateCampaign(session.store(), campaign));
  const { evaluation, method, perQuestion } = found;
  print(options, found, () =>
    [`${campaign}, ${method}`, ...renderEvaluation(evaluation, wide().width), ...renderCost(perQuestion)].join('\n'),
  );
}

async function showPredictions({ predictions, gold, goldVersion, items, ...options }: DynvqaOptions): Promise<void> {
  if (predictions === undefined || gold === undefined) throw usage('predictions or gold are missing');
  const questions = await readQuestions(gold, goldVersion);
  const scored = scorePredictions(questions, await readPredictions(predictions));
  if (items !== undefined) await writeItems(items, scored.items);
  const { evaluation, missing, unmatched } = scored;
  print(options, { predictions, gold, runAt: new Date().toISOString(), ...evaluation, missing, unmatched }, () =>
    [
      ...renderEvaluation(evaluation, wide().width),
      ...(missing.length > 0
        ? [
            `${missing.length} questions have no prediction: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}.`,
          ]
        : []),
      ...(unmatched.length > 0 ? [`${unmatched.length} predictions are for questions this gold does not have.`] : []),
    ].join('\n'),
  );
}

async function writeItems(path: string, items: readonly ScoredPrediction[]): Promise<void> {
  await writeFile(path, items.map((item) => `${JSON.stringify(item)}\n`).join('')).catch(
    (error: NodeJS.ErrnoException) => {
      throw new MmsynthError('output_unwritable', `${path} cannot be written (${error.code}).`);
    },
  );
}
