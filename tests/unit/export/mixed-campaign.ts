import sharp from 'sharp';
import { writeLines } from '../../../activities/artifacts/dataset.ts';
import { imageKey } from '../../../activities/artifacts/keys.ts';
import { sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { claimIdentity, type Identity } from '../../../activities/campaigns/identity.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { measured, optionsOf, rowOf, staged, type Staged } from '../mix/scenario.ts';

export interface MixedSample {
  readonly dataset: string;
  /** Width and height of each picture; a colour of its own each. */
  readonly pictures?: readonly (readonly [width: number, height: number])[];
  /** Whether they are frames of a video. @default false */
  readonly video?: boolean;
}

export interface MixedCampaign {
  readonly samples: readonly MixedSample[];
  readonly options: Readonly<Record<string, unknown>>;
  /** @default true */
  readonly sealed?: boolean;
}

const campaign = 'mixed';

async function paint(store: ArtifactStore, shade: number, width: number, height: number): Promise<object> {
  const background = { r: shade % 256, g: (shade * 7) % 256, b: 90 };
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  await store.putOnce(imageKey(sha256(bytes)), bytes, 'image/png');
  return { sha256: sha256(bytes), width, height, mediaType: 'image/png' };
}

async function commit(store: ArtifactStore, stage: string, { rows, facts }: Staged, sealed: boolean): Promise<void> {
  const place = { campaign, round: 1, stage };
  const none = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };
  await commitShard(store, place, {
    v: 1,
    shard: 0,
    revision: 1,
    counts: { total: rows.length, kept: rows.length, dropped: 0, failed: 0, rows: rows.length },
    rows: await writeLines(store, place, 'rows', 0, rows),
    rejects: await writeLines(store, place, 'rejects', 0, []),
    usage: none,
    writer: 'test',
  });
  if (sealed) await sealStage(store, place, 1, 1, { facts });
}

/** Writes the stages `mix` and `pack` of a campaign into a store, by the recipe's own programs. Gives the rows of `mix`. */
export async function writeMix(
  store: ArtifactStore,
  { samples, options: given, sealed = true }: MixedCampaign,
): Promise<readonly Row[]> {
  const options = optionsOf(given);
  const identity: Identity = {
    v: 1,
    campaign,
    root: campaign,
    recipe: 'mix',
    seed: 7,
    input: { sha256: sha256(campaign) },
    models: {},
    options: JSON.parse(JSON.stringify(options)) as Identity['options'],
    shardItems: 128,
  };
  await claimIdentity(store, identity);
  await recordDecision(store, campaign, { v: 1, id: 'launch', kind: 'launch', at: '2026-11-23T05:00:00.000Z' });
  const rows: Row[] = [];
  for (const [at, { dataset, pictures = [], video = false }] of samples.entries()) {
    const images: object[] = [];
    for (const [index, [width, height]] of pictures.entries())
      images.push(await paint(store, at * 11 + index, width, height));
    const conversations = [
      { from: 'human', value: `What is ${at}?` },
      { from: 'gpt', value: 'A colour.' },
    ];
    const frames = { path: 'clip.mp4', count: 100, fps: 25, frames: images.map((_, frame) => frame) };
    const shown = video
      ? { images, video: frames }
      : images.length === 1
        ? { image: images[0] }
        : images.length > 1
          ? { images }
          : {};
    const outcome = await measured({ part: dataset, conversations, ...shown }, options);
    if (outcome.kind !== 'kept') throw new Error(outcome.reason);
    rows.push(...outcome.rows.map((fields) => rowOf(`${dataset}/${at}`, fields)));
  }
  const mix = await staged('mix', rows, options, identity.seed);
  await commit(store, 'mix', mix, sealed);
  await commit(store, 'pack', await staged('pack', mix.rows, options, identity.seed), sealed);
  return mix.rows;
}
