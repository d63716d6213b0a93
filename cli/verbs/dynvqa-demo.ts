import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { evaluateCampaign } from '../../activities/evaluation/dynvqa/evaluate-campaign.ts';
import { renderEvaluation } from '../../activities/evaluation/dynvqa/render.ts';
import { exportDataset } from '../../activities/export/export-dataset.ts';
import { reportSummary, writeReport } from '../../activities/report/write-report.ts';
import { buildCorpus } from '../../activities/retrieval/corpus/build-corpus.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import { progressPrinter, provisionEmbedder, startStack } from '../../infra/dev/index.ts';
import { launchCampaign } from '../campaign/launch.ts';
import { note, wide } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import type { Session } from '../session.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

/** The package's own folder, from dist/cli/verbs. */
const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));
const examples = join(packageFolder, 'examples/dynvqa');
const photos = join(packageFolder, 'node_modules/@stdlib');

export function addDynvqaDemo(program: Command): void {
  program
    .command('dynvqa-demo')
    .description('a small set of dated questions: built, answered, scored, and refreshed to a later day')
    .option('--out <folder>', 'where corpus, releases and reports go', 'out/dynvqa')
    .action(async ({ out }: { out: string }) => {
      const printer = progressPrinter(process.stderr);
      await provisionEmbedder(process.env, note);
      await startStack({ parts: ['temporal', 's3', 'model', 'worker'], onProgress: printer.onProgress }).finally(
        printer.done,
      );
      process.exitCode = await withSession((session) => play(session, resolve(out)));
    });
}

interface CampaignOfDemo {
  readonly spec: string;
  readonly sets: readonly string[];
}

/** Launches a campaign of the demo and follows it to its end; its id, or the exit code of one that did not complete. */
async function run(session: Session, { spec, sets }: CampaignOfDemo): Promise<string | number> {
  const line = progressLine();
  const { campaign, launch } = await launchCampaign(join(examples, spec), sets, session, line.show).finally(line.done);
  note(`campaign '${campaign}' ${launch}`);
  const code = await watchCampaign(session, campaign, {});
  return code === 0 ? campaign : code;
}

async function play(session: Session, out: string): Promise<number> {
  const store = session.store();
  const { corpus, documents, pictures } = await exampleCorpus(store, join(out, 'corpus'));
  note(`corpus of ${documents} documents with ${pictures} pictures: ${corpus}`);
  const searched = `options.retrieval.corpus="${corpus}"`;
  const release = join(out, 'release-202603');
  const from = `input.file=${JSON.stringify(join(release, 'dataset.jsonl'))}`;

  const built = await run(session, { spec: 'build.yaml', sets: [searched] });
  if (typeof built === 'number') return built;
  await exportRelease(store, built, release);
  const lines: string[] = [await reportLine(store, built, out)];
  for (const spec of ['answer.yaml', 'golden.yaml']) {
    const answered = await run(session, { spec, sets: [searched, from] });
    if (typeof answered === 'number') return answered;
    const { evaluation, method } = await evaluateCampaign(store, answered);
    lines.push(
      await reportLine(store, answered, out),
      `${method}, read by the code extractor:`,
      ...renderEvaluation(evaluation, wide().width),
      '',
    );
  }
  const refreshed = await run(session, { spec: 'refresh.yaml', sets: [searched, from] });
  if (typeof refreshed === 'number') return refreshed;
  await exportRelease(store, refreshed, join(out, 'release-202604'));
  lines.push(await reportLine(store, refreshed, out), ...(await changesOf(store, refreshed)));
  process.stdout.write(
    `\n${lines.join('\n')}\n\nreleases  ${relative(process.cwd(), release)} and release-202604 beside it\nnpx mmsynth down  stops the embedded stack; its data stays\n`,
  );
  return 0;
}

/** The example's documents and the photos they are about, as one folder, read into the store. */
async function exampleCorpus(store: ArtifactStore, folder: string) {
  await mkdir(folder, { recursive: true });
  for (const name of ['corpus.jsonl', 'pictures.jsonl']) await cp(join(examples, name), join(folder, name));
  const pictures = (await readFile(join(examples, 'pictures.jsonl'), 'utf8')).trimEnd().split('\n');
  for (const { image } of pictures.map((line) => JSON.parse(line) as { readonly image: string })) {
    await mkdir(dirname(join(folder, image)), { recursive: true });
    await cp(join(photos, image), join(folder, image));
  }
  return buildCorpus({ store, folder });
}

async function exportRelease(store: ArtifactStore, campaign: string, out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await exportDataset({ store, campaign, format: 'dynvqa', out });
}

async function reportLine(store: ArtifactStore, campaign: string, out: string): Promise<string> {
  const { path } = await writeReport({ store, campaign, out: join(out, `${campaign}.html`) });
  return `report  ${relative(process.cwd(), path)}`;
}

interface ChangedFigures {
  readonly changed?: readonly {
    readonly question_id: string;
    readonly verdict: string;
    readonly before: readonly string[];
    readonly beforeAsOf: string | null;
    readonly now: readonly string[];
    readonly nowAsOf: string | null;
  }[];
}

/** What the refresh changed, a line each: `canyon-warden  Ada Finch (2026-03-01) -> Ben Roe (2026-04-01)`. */
async function changesOf(store: ArtifactStore, campaign: string): Promise<readonly string[]> {
  const { figures } = await reportSummary(store, campaign);
  const { changed = [] } = figures as unknown as ChangedFigures;
  return changed.map(({ question_id, verdict, before, beforeAsOf, now, nowAsOf }) => {
    const after = now.length > 0 ? `${now.join(' / ')} (${nowAsOf ?? '?'})` : verdict;
    return `  ${question_id}: ${before.join(' / ')} (${beforeAsOf ?? '?'}) -> ${after}`;
  });
}
