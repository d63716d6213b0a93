import type { Row } from '../../../recipes/item-program.ts';
import type { MemoryStore } from '../../memory-store.ts';
import { scriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { exampleCorpus, factsFile, runCampaign, type EndedStage } from './campaign-in-memory.ts';

export const firstDay = '2026-03-01';
export const secondDay = '2026-04-01';

export interface ExampleRelease {
  readonly corpus: string;
  readonly stages: Readonly<Record<string, EndedStage>>;
  /** The release as seed records. */
  readonly records: readonly object[];
}

/** The options that build the example with the code extractor as reader. */
export const buildOptions = (corpus: string): Readonly<Record<string, unknown>> => ({
  task: 'build',
  version: '202603',
  asOf: firstDay,
  retrieval: { provider: 'embedded', corpus },
  reader: 'extractor',
  writer: 'code',
  skip: ['A6', 'A12'],
  reviewShare: 0,
});

export const closedBook = () => scriptedGateway(() => ({ text: '{"answer": "unknown"}' }));

/** Rows of a release as the records of a seed file; pictures by their path in the photo folder. */
export const recordsOf = (rows: readonly Row[], imported: readonly Row[]): readonly object[] => {
  const paths = new Map(
    imported.map((row) => [(row['image'] as { sha256?: string } | undefined)?.sha256, row['image_path']]),
  );
  return rows.map(({ id: _i, origin: _o, parents: _p, round: _r, calls: _c, image, ...fields }) => ({
    ...fields,
    image: paths.get((image as { sha256: string }).sha256),
  }));
};

/** Builds the example's first release. */
export async function exampleRelease(store: MemoryStore, folder: string, campaign = 'built'): Promise<ExampleRelease> {
  const corpus = await exampleCorpus(store, folder);
  const stages = await runCampaign({
    store,
    campaign,
    folder,
    gateway: closedBook(),
    seed: factsFile,
    options: buildOptions(corpus),
  });
  return { corpus, stages, records: recordsOf(stages['release']?.rows ?? [], stages['import']?.rows ?? []) };
}
