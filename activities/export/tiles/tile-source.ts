import { hashOf } from '../../../recipes/sha256.ts';
import type { CommittedCampaign } from '../committed-campaign.ts';
import { MmsynthError } from '../../errors.ts';

/** Raised whenever archives would hold other bytes. */
const version = 1;

/** The mix that tiles are cut of. */
export interface TileSource {
  /** Names it by its rows: archives found under this name hold the same. */
  readonly name: string;
  /** Rows of a dataset. */
  rowsOf(dataset: string): number;
}

/** Throws `campaign_running` before the mix is sealed: how often a sample is read depends on how many its dataset has. */
export function tileSource({ identity, stages }: CommittedCampaign): TileSource {
  const mix = stages.find(({ place }) => place.stage === 'mix');
  if (!mix?.sealed)
    throw new MmsynthError(
      'campaign_running',
      `campaign '${identity.campaign}' has not finished its stage mix, and tiles are cut by the whole mix; export them once it has.`,
    );
  return {
    name: hashOf([version, identity, mix.shards.map(({ rows }) => rows)]).slice(0, 16),
    rowsOf(dataset) {
      const rows = mix.facts[`${dataset}.rows`];
      if (typeof rows !== 'number') throw new Error(`the facts of the mix do not count the rows of ${dataset}`);
      return rows;
    },
  };
}
