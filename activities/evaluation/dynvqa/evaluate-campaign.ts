import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation, type Evaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import { readShardRows } from '../../artifacts/stage-rows.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { MmsynthError } from '../../errors.ts';
import { readCommittedCampaign } from '../../export/committed-campaign.ts';
import { questionCost, type QuestionCost } from './question-cost.ts';

export interface EvaluatedCampaign {
  readonly campaign: string;
  readonly method: string;
  /** When the campaign was launched. */
  readonly runAt: string | null;
  readonly evaluation: Evaluation;
  readonly perQuestion: QuestionCost;
}

/** Reads the scores of an evaluation campaign. Throws `campaign_not_found` where it is none or is not scored yet. */
export async function evaluateCampaign(store: ArtifactStore, campaign: string): Promise<EvaluatedCampaign> {
  const { identity, decisions, revision, stages } = await readCommittedCampaign(store, campaign);
  const scored = stages.find(({ place, sealed }) => place.stage === 'score' && sealed);
  const answered = stages.find(({ place }) => place.stage === 'answer');
  if (identity.recipe !== 'dynvqa' || !scored || !answered)
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no scores: it must be an evaluation of recipe dynvqa that is through its stage 'score'.`,
    );
  const tally = tallyEvaluation(identity.seed);
  for (const { shard } of scored.shards)
    for (const row of await readShardRows(store, scored.place, shard, revision, {}))
      tally.add(scoredQuestion.parse(row));
  const evaluation = tally.finish();
  return {
    campaign,
    method: String(identity.options['method']),
    runAt: decisions.find(({ kind }) => kind === 'launch')?.at ?? decisions[0]?.at ?? null,
    evaluation,
    perQuestion: await questionCost(store, answered, evaluation.questions),
  };
}
