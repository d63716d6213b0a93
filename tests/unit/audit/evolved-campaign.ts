import { plan } from '../../../recipes/mmevol/plan.ts';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import type { JournalEntry } from '../../../activities/artifacts/journal-entry.ts';
import { noUsage, readJournal, usageOf } from '../../../activities/artifacts/journal-reader.ts';
import { openJournalWriter, type JournalWriter } from '../../../activities/artifacts/journal-writer.ts';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { addCounts, noCounts, sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { claimIdentity, type Identity } from '../../../activities/campaigns/identity.ts';
import { askModel, type AskDependencies, type AskedCall } from '../../../activities/shard-runner/ask-model.ts';
import { runItem } from '../../../activities/shard-runner/run-item.ts';
import { readShardInput } from '../../../activities/shard-runner/shard-input.ts';
import { countsOf } from '../../../activities/shard-runner/shard-progress.ts';
import type { ItemProgram, Row } from '../../../recipes/item-program.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import { hashOf, sha256 } from '../../../recipes/sha256.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { identityFor } from '../../written-campaign.ts';

export const shards = 2;
export const itemsOfShard = 3;
export const rounds = 2;
export const run = '0197aaaa-0000-7000-8000-000000000001';

export interface EvolvedCampaign {
  readonly store: MemoryStore;
  readonly campaign: string;
  readonly identity: Identity;
}

/** Stands in for a recipe: per shard one item that is kept, one that is dropped, and one that fails in round 2 and is cut short once before. */
const program: ItemProgram = async ({ seed, current }, { infer }, { round }) => {
  const { value } = await infer({
    name: 'evolve',
    model: 'generator',
    messages: [{ role: 'user', content: `evolve ${String(current['text'])}` }],
    parse: (text) => (text === '' ? { ok: false, reason: 'parse_error', error: 'empty' } : { ok: true, value: text }),
  });
  const kind = Number(seed['number']) % itemsOfShard;
  if (kind === 1) return { kind: 'dropped', reason: 'not_improved', detail: { score: 2 } };
  if (kind === 2 && round === 2) throw new ItemFailure('parse_error', 'nothing usable', { call: 'evolve' });
  const rejects = kind === 2 ? [{ unit: 'qa/1', kind: 'dropped' as const, reason: 'operator_rule:new_object' }] : [];
  return { kind: 'kept', rows: [{ text: value, number: seed['number'] as number }], rejects };
};

/** Temporal numbers the activities of a run. */
export const activityOf = (round: number, shard: number): string => String(1 + (round - 1) * shards + shard);

let bought = 0;

function buyer(writer: JournalWriter): AskDependencies['buy'] {
  return async (_role, key, place, request) => {
    const number = ++bought;
    const cut = place.ask === 0 && place.round === 1 && place.item.endsWith('2');
    const entry: JournalEntry = {
      key: key.key,
      request: key.request,
      item: place.item,
      call: place.call,
      sample: place.sample,
      ask: place.ask,
      model: request.model,
      answer: `answer to ${place.item} in round ${place.round}`,
      finishReason: cut ? 'length' : 'stop',
      promptTokens: 100,
      completionTokens: 20,
      latencyMs: 200 + number,
      attempts: 1,
      cost: 0,
      at: new Date(Date.UTC(2026, 10, 23, 6, 0, number)).toISOString(),
      worker: 'worker-1',
      run,
      activity: '1',
      activityAttempt: 1,
    };
    writer.append(entry);
    return entry;
  };
}

/** Runs one shard by the runner's own parts with scripted answers, to its commit. */
export async function runScriptedShard(
  { store, identity, campaign }: EvolvedCampaign,
  round: number,
  shard: number,
  writerName = `r1-${run}-${activityOf(round, shard)}.1`,
): Promise<void> {
  const place = { campaign, round, stage: 'evolve' };
  const input = await readShardInput(store, plan, {}, { ...place, shard, revision: 1, operations: 1 }, {});
  const writer = openJournalWriter(store, place, shard, writerName);
  const { entries } = await readJournal(store, place, shard);
  const results = [];
  for (const item of input) {
    const asked: AskedCall[] = [];
    const deps: AskDependencies = {
      identity,
      place: { root: identity.root, round, stage: 'evolve', item: item.seed.id },
      revisions: [undefined],
      recall: (key) => entries.get(key),
      buy: buyer(writer),
      asked,
    };
    const services = {
      infer: (call: Parameters<typeof askModel>[0]) => askModel(call, deps),
      detect: () => Promise.reject(new Error('not used')),
    };
    const context = {
      campaignSeed: 0,
      stage: 'evolve',
      round,
      itemId: item.seed.id,
      options: {},
      facts: {},
      draw: () => 0,
    };
    results.push(await runItem(program, item, services as never, context, identity.root, asked));
  }
  await writer.durable();
  await commitShard(store, place, {
    v: 1,
    shard,
    revision: 1,
    counts: results.map(countsOf).reduce(addCounts, noCounts),
    rows: await writeLines(
      store,
      place,
      'rows',
      shard,
      results.flatMap(({ rows }) => rows),
    ),
    rejects: await writeLines(
      store,
      place,
      'rejects',
      shard,
      results.flatMap(({ rejects }) => rejects),
    ),
    usage: usageOf((await readJournal(store, place, shard)).all),
    writer: writerName,
  });
}

export async function importScripted(campaign: string): Promise<EvolvedCampaign> {
  const store = memoryStore();
  const identity = identityFor(campaign, rounds, itemsOfShard);
  await claimIdentity(store, identity);
  await recordDecision(store, campaign, { v: 1, id: 'l', kind: 'launch', at: '2026-11-23T05:59:00.000Z' });
  const place = { campaign, round: 0, stage: 'import' };
  for (let shard = 0; shard < shards; shard++) {
    const rows: Row[] = [];
    for (let number = 0; number < itemsOfShard; number++) {
      const bytes = Buffer.from(`picture ${shard} ${number}`);
      await store.putOnce(imageKey(sha256(bytes)), bytes, 'image/jpeg');
      const id = `${hashOf([campaign, shard]).slice(0, 31)}${number}`;
      const image = { sha256: sha256(bytes), mediaType: 'image/jpeg', width: 4, height: 3 };
      rows.push({ id, origin: id, parents: [], round: 0, calls: [], number, text: `seed ${shard}/${number}`, image });
    }
    const origin = hashOf([campaign, 'bad']).slice(0, 32);
    const bad = { origin, parent: origin, round: 0, stage: 'import', kind: 'failed', reason: 'image_empty', calls: [] };
    const rejects = shard === 0 ? [bad] : [];
    const counts = {
      total: rows.length + rejects.length,
      kept: rows.length,
      dropped: 0,
      failed: rejects.length,
      rows: rows.length,
    };
    await commitShard(store, place, {
      v: 1,
      shard,
      revision: 1,
      counts,
      rows: await writeLines(store, place, 'rows', shard, rows),
      rejects: await writeLines(store, place, 'rejects', shard, rejects),
      usage: noUsage,
      writer: 'import',
    });
  }
  await sealStage(store, place, shards, 1);
  return { store, campaign, identity };
}

/** A whole campaign, sealed to its end. */
export async function evolvedCampaign(campaign = 'photos'): Promise<EvolvedCampaign> {
  const evolved = await importScripted(campaign);
  for (let round = 1; round <= rounds; round++) {
    for (let shard = 0; shard < shards; shard++) await runScriptedShard(evolved, round, shard);
    await sealStage(evolved.store, { campaign, round, stage: 'evolve' }, shards, 1);
  }
  return evolved;
}
