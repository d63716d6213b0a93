import type { Row } from '../recipes/item-program.ts';
import type { EvolvedItem, Operator } from '../recipes/mmevol/index.ts';
import { drawOperator, mmevolOptions } from '../recipes/mmevol/index.ts';
import { hashOf, sha256 } from '../recipes/sha256.ts';
import { writeLines } from '../activities/artifacts/dataset.ts';
import { imageKey } from '../activities/artifacts/keys.ts';
import { sealStage } from '../activities/artifacts/manifest.ts';
import type { Reject } from '../activities/artifacts/reject.ts';
import { commitShard, type OutcomeCounts } from '../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../activities/artifacts/store.ts';
import { recordDecision } from '../activities/campaigns/decisions.ts';
import { claimIdentity, type Identity } from '../activities/campaigns/identity.ts';

export interface WrittenImage {
  readonly id: string;
  readonly bytes: Buffer;
  /** Its rows say no media type. */
  readonly untyped?: true;
  readonly caption?: string;
  readonly det?: readonly { readonly label: string; readonly bbox: readonly number[] }[];
  readonly turns: readonly (readonly [question: string, answer: string])[];
  /** What each round gives: kept items, parts that fell, and whether the whole image failed with a reason. */
  readonly rounds: readonly WrittenRound[];
}

export interface WrittenRound {
  readonly kept?: readonly Partial<EvolvedItem>[];
  readonly fallen?: readonly {
    readonly reason: string;
    readonly kind?: 'dropped' | 'failed';
    readonly detail?: Record<string, unknown>;
  }[];
  readonly failed?: string;
}

export interface WrittenCampaign {
  readonly campaign: string;
  readonly images: readonly WrittenImage[];
  /** Records that never became rows. */
  readonly badRecords?: readonly { readonly reason: string; readonly message: string; readonly label: string }[];
  readonly shardItems?: number;
  /** Rounds whose manifest is left out. */
  readonly unsealed?: readonly number[];
}

export function identityFor(campaign: string, rounds: number, shardItems = 2): Identity {
  const model = {
    model: 'test-model',
    maxTokens: 512,
    temperature: 0.7,
    responseFormat: 'auto',
    image: { maxSide: 512, detail: 'low' },
    extra: {},
  };
  return {
    v: 1,
    campaign,
    root: campaign,
    recipe: 'mmevol',
    seed: 7,
    input: { sha256: sha256(campaign) },
    models: { generator: model, judge: model },
    options: JSON.parse(JSON.stringify(mmevolOptions.parse({ rounds }))) as Identity['options'],
    shardItems,
  };
}

const item = (fields: Partial<EvolvedItem>): EvolvedItem => ({
  image_position: 'single',
  objects: [],
  skills: [],
  format: 'Norm',
  question: 'What is it?',
  steps: [],
  answer: 'It is that.',
  ...fields,
});

function countsOf(total: number, rows: readonly Row[], rejects: readonly Reject[]): OutcomeCounts {
  const whole = rejects.filter(({ unit }) => unit === undefined);
  const dropped = whole.filter(({ kind }) => kind === 'dropped').length;
  return { total, kept: rows.length, dropped, failed: whole.length - dropped, rows: rows.length };
}

/** Writes a finished MMEvol campaign into a store, by the functions the system itself writes with. */
export async function writeCampaign(store: ArtifactStore, written: WrittenCampaign): Promise<Identity> {
  const { campaign, images, badRecords = [], shardItems = 2, unsealed = [] } = written;
  const rounds = Math.max(1, ...images.map((image) => image.rounds.length));
  const identity = identityFor(campaign, rounds, shardItems);
  await claimIdentity(store, identity);
  await recordDecision(store, campaign, { v: 1, id: 'launch', kind: 'launch', at: '2026-11-23T05:00:00.000Z' });

  const seeds: Row[] = [];
  for (const image of images) {
    const hash = sha256(image.bytes);
    await store.putOnce(imageKey(hash), image.bytes, 'image/jpeg');
    const id = hashOf([campaign, image.id]).slice(0, 32);
    const conversations = image.turns.map(([question, answer]) => item({ question, answer }));
    const about = {
      image: { sha256: hash, ...(image.untyped ? {} : { mediaType: 'image/jpeg' }) },
      image_path: `${image.id}/image.jpg`,
      source_id: image.id,
    };
    seeds.push({
      id,
      origin: id,
      parents: [],
      round: 0,
      calls: [],
      ...about,
      caption: image.caption ?? null,
      det: image.det ?? [],
      conversations,
    });
  }
  const shards = Math.max(1, Math.ceil(seeds.length / shardItems));
  const commit = async (
    round: number,
    stage: string,
    shard: number,
    total: number,
    rows: readonly Row[],
    rejects: readonly Reject[],
  ) => {
    const place = { campaign, round, stage };
    await commitShard(store, place, {
      v: 1,
      shard,
      revision: 1,
      counts: countsOf(total, rows, rejects),
      rows: await writeLines(store, place, 'rows', shard, rows),
      rejects: await writeLines(store, place, 'rejects', shard, rejects),
      usage: { requests: total * 2, promptTokens: total * 900, completionTokens: total * 180, cost: 0 },
      writer: 'test',
    });
  };
  for (let shard = 0; shard < shards; shard++) {
    const rows = seeds.slice(shard * shardItems, (shard + 1) * shardItems);
    const bad = shard === 0 ? badRecords : [];
    const rejects = bad.map(({ reason, message, label }): Reject => {
      const origin = hashOf([campaign, label]).slice(0, 32);
      return {
        origin,
        parent: origin,
        round: 0,
        stage: 'import',
        kind: 'failed',
        reason,
        detail: { message, label },
        calls: [],
      };
    });
    await commit(0, 'import', shard, rows.length + bad.length, rows, rejects);
  }
  await sealStage(store, { campaign, round: 0, stage: 'import' }, shards, 1);

  const newest = new Map(seeds.map((seed) => [seed.id, seed]));
  for (let round = 1; round <= rounds; round++) {
    for (let shard = 0; shard < shards; shard++) {
      const rows: Row[] = [];
      const rejects: Reject[] = [];
      for (const [index, seed] of seeds.slice(shard * shardItems, (shard + 1) * shardItems).entries()) {
        const image = images[shard * shardItems + index];
        const parent = newest.get(seed.id) ?? seed;
        const operator: Operator = drawOperator({ seed: identity.seed, itemId: seed.id, round });
        const { kept = [], fallen = [], failed } = image?.rounds[round - 1] ?? {};
        const line = { origin: seed.id, parent: parent.id, round, stage: 'evolve', calls: [] };
        const parts = fallen.map(({ reason, kind = 'dropped', detail = {} }, at): Reject => ({
          ...line,
          unit: `qa/${kept.length + at}`,
          kind,
          reason,
          detail: { operator, ...detail } as NonNullable<Reject['detail']>,
        }));
        if (kept.length > 0) {
          const conversations = kept.map((fields, at) =>
            item({
              score: 6,
              judgeReason: 'More to look at.',
              lineage: {
                parentIndex: at,
                operator,
                round,
                promptVersion: 'full-1',
                generatorCall: 'g',
                judgedBy: 'model',
                judgeCall: 'j',
              },
              ...fields,
            }),
          );
          const id = hashOf([campaign, seed.id, round]).slice(0, 32);
          const row: Row = { ...parent, id, parents: [parent.id], round, operator, conversations };
          newest.set(seed.id, row);
          rows.push(row);
        } else {
          const reason = failed ?? 'all_eliminated';
          rejects.push({ ...line, kind: failed === undefined ? 'dropped' : 'failed', reason, detail: { operator } });
        }
        rejects.push(...parts);
      }
      await commit(round, 'evolve', shard, Math.min(shardItems, seeds.length - shard * shardItems), rows, rejects);
    }
    if (!unsealed.includes(round)) await sealStage(store, { campaign, round, stage: 'evolve' }, shards, 1);
  }
  return identity;
}
