import type { Row } from '../../recipes/item-program.ts';
import type { StageInput } from '../../recipes/plan.ts';
import type { SealedRows } from '../../recipes/whole-stage.ts';
import { readNewestManifest, type Manifest } from '../artifacts/manifest.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import { inputRowsOf, type InputScope } from '../shard-runner/input-rows.ts';

/** A sealed dataset that a whole stage reads, one shard in memory. */
export interface SealedInput {
  readonly manifest: Manifest;
  readonly rows: SealedRows;
  count(): Promise<number>;
}

/** Opens an input. Throws where its stage is not sealed. */
export async function openSealedInput(
  store: ArtifactStore,
  scope: InputScope,
  input: StageInput,
  options: CallOptions,
): Promise<SealedInput> {
  const { campaign, revision } = scope;
  const manifest = await readNewestManifest(
    store,
    { campaign, round: input.round, stage: input.stage },
    revision,
    options,
  );
  if (!manifest) throw new Error(`round ${input.round} ${input.stage} is not sealed, so it cannot be read as a whole`);
  async function* rows(): AsyncGenerator<Row> {
    for (const { shard } of manifest?.shards ?? []) yield* await inputRowsOf(store, scope, input, shard, options);
  }
  return {
    manifest,
    rows,
    async count() {
      if (!input.where && input.take !== 'rejects')
        return input.take === 'dropped' ? manifest.counts.dropped : manifest.counts.rows;
      let total = 0;
      for await (const _ of rows()) total += 1;
      return total;
    },
  };
}
