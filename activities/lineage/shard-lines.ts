import { row, type CallRef, type Row } from '../../recipes/item-program.ts';
import { sha256 } from '../../recipes/sha256.ts';
import { fromJsonLines, readLines } from '../artifacts/dataset.ts';
import { inheritedAnswers, type Ancestor } from '../campaigns/ancestry.ts';
import { readJournal } from '../artifacts/journal-reader.ts';
import { stagePrefix, shardName, type StagePlace } from '../artifacts/keys.ts';
import { reject, type Reject } from '../artifacts/reject.ts';
import { readNewestCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { TracedCall } from './trace-result.ts';

/** What a shard holds about one item at one stage. */
export interface ItemLines {
  readonly place: StagePlace;
  readonly revision: number | undefined;
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

/** Lines of an item in the newest commit of its shard. */
export async function committedLines(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  origin: string,
): Promise<ItemLines> {
  const commit = await readNewestCommit(store, place, shard, revision);
  if (!commit) return { place, revision: undefined, rows: [], rejects: [] };
  const [rows, rejects] = await Promise.all([
    readLines(store, place, 'rows', shard, commit.rows.sha256),
    readLines(store, place, 'rejects', shard, commit.rejects.sha256),
  ]);
  return {
    place,
    revision: commit.revision,
    rows: rows.map((line) => row.parse(line)).filter((line) => line.origin === origin),
    rejects: rejects.map((line) => reject.parse(line)).filter((line) => line.origin === origin),
  };
}

/** A row that no newest commit names: an older revision's, or one an attempt left behind. */
export async function uncommittedRow(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  id: string,
): Promise<Row | undefined> {
  for await (const { key } of store.list(`${stagePrefix(place)}rows/${shardName(shard)}-`)) {
    const bytes = await store.get(key);
    const found =
      bytes &&
      fromJsonLines(bytes)
        .map((line) => row.parse(line))
        .find((line) => line.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Looks up calls in the journal of their shard. */
export async function callReader(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  ancestors: readonly Ancestor[],
): Promise<(calls: readonly CallRef[]) => TracedCall[]> {
  const own = await readJournal(store, place, shard);
  const all = [...own.all, ...(await inheritedAnswers(store, ancestors, place, shard)).values()];
  return (calls) =>
    calls.map(({ key, answer }): TracedCall => {
      const entry = all.find((bought) => bought.key === key && sha256(bought.answer) === answer);
      if (!entry) return { key, answer };
      const {
        call,
        sample,
        ask,
        model,
        answer: text,
        finishReason,
        promptTokens,
        completionTokens,
        latencyMs,
        attempts,
        at,
        worker,
        run,
      } = entry;
      return {
        key,
        answer,
        entry: {
          call,
          sample,
          ask,
          model,
          text,
          finishReason,
          promptTokens,
          completionTokens,
          latencyMs,
          attempts,
          at,
          worker,
          run,
        },
      };
    });
}
