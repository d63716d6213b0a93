import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { newestRevision, readDecisions } from '../../activities/campaigns/decisions.ts';
import { firstDifference, modelsIdentity } from '../../activities/campaigns/identity.ts';
import {
  changeOperations,
  newestOperations,
  operations,
  readOperations,
} from '../../activities/campaigns/operations.ts';
import { probeServices } from '../../activities/campaigns/probe-services.ts';
import { identityOfTraining } from '../../activities/campaigns/training-settings.ts';
import { describeIssue } from '../../activities/campaigns/spec/describe-issue.ts';
import { setPath } from '../../activities/campaigns/spec/set-path.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { campaignProgressQuery, unpauseUpdate } from '../../workflows/messages.ts';
import type { Session } from '../session.ts';
import { answered } from './answered.ts';
import { knownCampaign, newestRun, workflowIdOf } from './known-campaign.ts';
import { operateRun } from './operate-run.ts';
import { startRun } from './start-run.ts';

export interface Resumed {
  readonly campaign: string;
  /** `running`: it was running (new operations took effect, a pause was lifted). `started`: a run was started. */
  readonly resume: 'running' | 'unpaused' | 'started';
}

/** Whatever stopped a campaign: go on, doing only what is missing. Operations may change, the identity may not. */
export async function resumeCampaign(
  session: Session,
  campaign: string,
  assignments: readonly string[],
): Promise<Resumed> {
  const store = session.store();
  const client = await session.client();
  const identity = await knownCampaign(store, campaign);
  const current = await readOperations(store, campaign, await newestOperations(store, campaign));
  const edited = operations.safeParse(assignments.reduce(setPath, { ...current }));
  if (!edited.success) {
    throw new MmsynthError(
      'spec_invalid',
      `--set: ${describeIssue(edited.error.issues[0] as z.core.$ZodIssue).text}; what may change is models.<role>.{baseUrls, apiKeyEnv, concurrency, timeoutSeconds, price, image.as}, training.{baseUrl, apiKeyEnv, command, pollSeconds}, searchPrice, window, heartbeatSeconds and budget.`,
    );
  }
  const { models, training } = edited.data;
  const field =
    firstDifference(identity.models, modelsIdentity(models), 'models') ??
    firstDifference(identity.training, training && identityOfTraining(training), 'training');
  if (field !== undefined) {
    throw new MmsynthError(
      'identity_conflict',
      `--set changes ${field}, which changes rows; launch another campaign for that.`,
    );
  }
  const next = await changeOperations(store, campaign, edited.data);
  const run = await newestRun(client, campaign);
  if (run?.status.name === 'RUNNING') {
    await operateRun(client, store, campaign, next);
    const handle = client.workflow.getHandle(workflowIdOf(campaign));
    const { state } = await answered(handle.query(campaignProgressQuery));
    if (state !== 'paused') return { campaign, resume: 'running' };
    await answered(handle.executeUpdate(unpauseUpdate, { args: [{ id: randomUUID(), kind: 'unpause' }] }));
    return { campaign, resume: 'unpaused' };
  }
  await probeServices(edited.data, process.env);
  const revision = newestRevision(await readDecisions(store, campaign));
  await startRun(client, store, {
    identity,
    operations: next,
    revision,
    decision: { id: randomUUID(), kind: 'resume', operations: next },
  });
  return { campaign, resume: 'started' };
}
