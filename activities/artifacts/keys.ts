/** Where each artifact lies, relative to the store's prefix (docs/store.md). No key is a prefix of another. */

export interface StagePlace {
  readonly campaign: string;
  readonly round: number;
  readonly stage: string;
}

/** Whether two places are the same stage of the same round. */
export const samePlace = (a: Pick<StagePlace, 'round' | 'stage'>, b: Pick<StagePlace, 'round' | 'stage'>): boolean =>
  a.round === b.round && a.stage === b.stage;

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

export const shardName = (shard: number): string => padded(shard, 8);

/** A corpus' manifest by the corpus' name, its shards by their own content, and their vectors by model and shard. */
export const corpusManifestKey = (name: string): string => `corpora/${name}/manifest.json`;
export const corpusVectorsKey = (sha256: string): string => `corpora/vectors/${sha256}.f32`;
export const corpusShardKey = (sha256: string): string => `corpora/shards/${sha256}.jsonl`;

/** What was fetched from the web, by content; and where and when it stood there. Raw answers of search services. */
export const webBodyKey = (sha256: string): string => `web/bodies/${sha256}`;
export const webSnapshotKey = (sha256: string): string => `web/snapshots/${sha256}.json`;
export const searchAnswerKey = (sha256: string): string => `web/searches/${sha256}.json`;

export const imageKey = (sha256: string): string => `images/${sha256}`;

/** A file taken whole: a tokenizer. */
export const fileKey = (sha256: string): string => `files/${sha256}`;

export const campaignPrefix = (campaign: string): string => `campaigns/${campaign}/`;
export const identityKey = (campaign: string): string => `campaigns/${campaign}/identity.json`;
export const operationsPrefix = (campaign: string): string => `campaigns/${campaign}/operations/`;
export const operationsKey = (campaign: string, n: number): string =>
  `${operationsPrefix(campaign)}${padded(n, 6)}.json`;
export const decisionsPrefix = (campaign: string): string => `campaigns/${campaign}/decisions/`;
export const decisionKey = (campaign: string, n: number): string => `${decisionsPrefix(campaign)}${padded(n, 6)}.json`;

export const reviewsPrefix = (campaign: string): string => `campaigns/${campaign}/reviews/`;
export const reviewKey = ({ campaign, round, stage }: StagePlace, sha256: string): string =>
  `${reviewsPrefix(campaign)}${padded(round, 2)}/${stage}/${sha256}.jsonl`;

/** That a class of a release's questions was due in a month, for its refresh. */
export const refreshKey = (series: string, version: string, name: string): string =>
  `campaigns/${series}/refreshes/${version}/${name}.json`;

export const roundsPrefix = (campaign: string): string => `campaigns/${campaign}/rounds/`;
export const stagePrefix = ({ campaign, round, stage }: StagePlace): string =>
  `${roundsPrefix(campaign)}${padded(round, 2)}/${stage}/`;
export const journalPrefix = (place: StagePlace, shard: number): string =>
  `${stagePrefix(place)}journal/${shardName(shard)}/`;
export const segmentKey = (place: StagePlace, shard: number, writer: string, segment: number): string =>
  `${journalPrefix(place, shard)}${writer}-${padded(segment, 6)}.jsonl`;
export const rowsKey = (place: StagePlace, shard: number, sha256: string): string =>
  `${stagePrefix(place)}rows/${shardName(shard)}-${sha256}.jsonl`;
export const rejectsKey = (place: StagePlace, shard: number, sha256: string): string =>
  `${stagePrefix(place)}rejects/${shardName(shard)}-${sha256}.jsonl`;
export const commitKey = (place: StagePlace, shard: number, revision: number): string =>
  `${stagePrefix(place)}commits/${shardName(shard)}.r${revision}.json`;
/** The file a round's model was trained on, as it was sent, with pictures by their keys. */
export const trainingFileKey = (place: StagePlace, sha256: string): string =>
  `${stagePrefix(place)}training/${sha256}.jsonl`;
export const manifestKey = (place: StagePlace, revision: number): string =>
  `${stagePrefix(place)}manifest.r${revision}.json`;
