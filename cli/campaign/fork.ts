import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { newestRevision, readDecisions } from '../../activities/campaigns/decisions.ts';
import { claimIdentity, modelsIdentity, type Identity } from '../../activities/campaigns/identity.ts';
import { inheritRounds } from '../../activities/campaigns/inherit-rounds.ts';
import {
  changeOperations,
  newestOperations,
  operationsOf,
  readOperations,
} from '../../activities/campaigns/operations.ts';
import { probeServices } from '../../activities/campaigns/probe-services.ts';
import { identityOfTraining } from '../../activities/campaigns/training-settings.ts';
import { campaignSpec, type CampaignSpec } from '../../activities/campaigns/spec/campaign-spec.ts';
import { describeIssue } from '../../activities/campaigns/spec/describe-issue.ts';
import { setPath } from '../../activities/campaigns/spec/set-path.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { stagesThrough } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { Session } from '../session.ts';
import { knownCampaign, newestRun } from './known-campaign.ts';
import { startRun } from './start-run.ts';

export interface ForkRequest {
  readonly from: string;
  /** First round that is run anew; those before it are taken over. */
  readonly fromRound: number;
  readonly as: string;
  readonly assignments: readonly string[];
  readonly onProgress?: (text: string) => void;
}

export interface Forked {
  readonly campaign: string;
  readonly from: string;
  readonly fromRound: number;
  readonly fork: 'started' | 'shown';
}

/** What may differ in a fork; its seed file and shards are its parent's. */
const fixed = ['campaign', 'recipe', 'input', 'shardItems'];

/** A new campaign that takes over the earlier rounds of another and reads its journal: what did not change is not bought again. */
export async function forkCampaign(session: Session, request: ForkRequest): Promise<Forked> {
  const { from, fromRound, as, assignments } = request;
  const store = session.store();
  const client = await session.client();
  const parent = await knownCampaign(store, from);
  const revision = newestRevision(await readDecisions(store, from));
  const operations = await readOperations(store, from, await newestOperations(store, from));
  const spec = forkedSpec(parent, operations, as, assignments);
  const { plan, options: schema } = recipeNamed(parent.recipe);
  const options = schema.safeParse(spec.options);
  if (!options.success) throw complaint(options.error, 'options.');
  const rounds = plan.rounds(options.data);
  if (fromRound > rounds)
    throw new MmsynthError('spec_invalid', `--from-round ${fromRound}: the fork has rounds 1 to ${rounds}.`);

  const identity: Identity = {
    ...parent,
    campaign: as,
    seed: spec.seed,
    models: modelsIdentity(spec.models),
    ...(spec.training ? { training: identityOfTraining(spec.training) } : {}),
    options: options.data as Identity['options'],
    parent: { campaign: from, revision, fromRound },
  };
  const run = await newestRun(client, as);
  if (run?.status.name !== 'RUNNING') await probeServices(spec, process.env);
  await claimIdentity(store, identity);
  if (run) return { campaign: as, from, fromRound, fork: 'shown' };
  const n = await changeOperations(store, as, operationsOf(spec));
  await inheritRounds(store, {
    from: { campaign: from, revision },
    to: as,
    stages: [{ round: 0, stage: 'import' }, ...stagesThrough(plan, fromRound - 1, options.data)],
    onShard: (done, total) => request.onProgress?.(`taking over earlier rounds: ${done}/${total} shards`),
  });
  await startRun(client, store, {
    identity,
    operations: n,
    revision: 1,
    decision: { id: randomUUID(), kind: 'fork', reason: `fork of ${from} from round ${fromRound}` },
  });
  return { campaign: as, from, fromRound, fork: 'started' };
}

function forkedSpec(
  parent: Identity,
  operations: Awaited<ReturnType<typeof readOperations>>,
  as: string,
  assignments: readonly string[],
): CampaignSpec {
  const barred = assignments.find((assignment) => fixed.some((name) => new RegExp(`^${name}[.=]`).test(assignment)));
  if (barred)
    throw new MmsynthError(
      'spec_invalid',
      `--set ${barred}: a fork keeps ${fixed.slice(1).join(', ')} of its parent; launch another campaign for that.`,
    );
  const { v: _, ...running } = operations;
  const base = {
    campaign: as,
    recipe: parent.recipe,
    seed: parent.seed,
    input: { file: 'inherited' },
    options: parent.options,
    shardItems: parent.shardItems,
    ...running,
  };
  const parsed = campaignSpec.safeParse(assignments.reduce(setPath, base));
  if (!parsed.success) throw complaint(parsed.error, '');
  return parsed.data;
}

function complaint(error: z.ZodError, under: string): MmsynthError {
  return new MmsynthError('spec_invalid', `--set: ${under}${describeIssue(error.issues[0] as z.core.$ZodIssue).text}.`);
}
