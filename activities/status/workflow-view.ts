import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { campaignProgressQuery, partitionProgressQuery, roundProgressQuery } from '../../workflows/messages.ts';
import { stateAttribute } from '../../workflows/search-attributes.ts';
import type { CampaignProgress, Step, StepTally } from '../../workflows/shapes.ts';
import type { ShardProgress } from '../shard-runner/shard-task.ts';
import type { CampaignState } from './campaign-status.ts';
import { endingOf } from './ending.ts';
import { shardsInWork } from './shards-in-work.ts';
import type { TrainingProgress } from '../training/training-progress.ts';
import { sumTallies } from './sum-tallies.ts';
import { trainingInWork } from './training-in-work.ts';

/** The newest run of a campaign, as Temporal sees it. */
export interface WorkflowView {
  readonly state: CampaignState;
  readonly reason?: string;
  readonly startedAt: string;
  readonly closedAt?: string;
  /** Of a running campaign whose workflow worker answers. */
  readonly progress?: CampaignProgress;
  readonly tallies?: readonly StepTally[];
  readonly inFlight: readonly ShardProgress[];
  readonly training?: TrainingProgress;
  readonly waitingFor: readonly string[];
}

export const campaignWorkflowId = (campaign: string): string => `campaign/${campaign}`;

/** A worker that is up answers within milliseconds; none is known by silence. */
const queryDeadlineMs = 3_000;

/** Undefined where Temporal cannot be reached or knows no run. */
export async function viewWorkflow(client: Client, campaign: string): Promise<WorkflowView | undefined> {
  const handle = client.workflow.getHandle(campaignWorkflowId(campaign));
  const description = await describe(client, handle.workflowId);
  if (!description) return undefined;
  const startedAt = description.startTime.toISOString();
  if (description.status.name !== 'RUNNING')
    return { startedAt, ...(await endingOf(client, description)), inFlight: [], waitingFor: [] };

  const progress = await answerOf(client, () => handle.query(campaignProgressQuery));
  const round = progress?.round === undefined ? undefined : await roundInWork(client, progress.round);
  const partitions = round?.partitions ?? progress?.partitions ?? childrenOf(description);
  const [tallies, details] = await Promise.all([
    progress && sumOfPartitions(client, partitions),
    Promise.all(partitions.map((id) => describe(client, id))),
  ]);
  const { inFlight, waitingFor } = shardsInWork([
    ...(round?.pending ?? []),
    ...details.flatMap((detail) => detail?.raw.pendingActivities ?? []),
  ]);
  const trained = trainingInWork(round?.pending ?? []);
  const noAnswer = progress && tallies ? [] : ['a worker for workflows'];
  return {
    state: progress?.state ?? lastKnownState(description),
    ...(progress?.reason === undefined ? {} : { reason: progress.reason }),
    startedAt,
    ...(progress && tallies
      ? { progress: { ...progress, sealed: [...progress.sealed, ...(round?.sealed ?? [])] }, tallies }
      : {}),
    inFlight,
    ...(trained.progress ? { training: trained.progress } : {}),
    waitingFor: [...noAnswer, ...(round?.waitingFor ?? []), ...waitingFor, ...trained.waitingFor],
  };
}

interface RoundInWork {
  readonly partitions: readonly string[];
  readonly sealed: readonly Step[];
  readonly waitingFor: readonly string[];
  /** Its own activities: whole stages, training. */
  readonly pending: NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>;
}

async function roundInWork(client: Client, workflowId: string): Promise<RoundInWork> {
  const [description, progress] = await Promise.all([
    describe(client, workflowId),
    answerOf(client, () => client.workflow.getHandle(workflowId).query(roundProgressQuery)),
  ]);
  return {
    partitions: progress?.partitions ?? (description ? childrenOf(description) : []),
    sealed: progress?.sealed ?? [],
    waitingFor: progress?.waitingFor === undefined ? [] : [progress.waitingFor],
    pending: description?.raw.pendingActivities ?? [],
  };
}

async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.withDeadline(Date.now() + queryDeadlineMs, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnreachable(error)) return undefined;
    throw error;
  }
}

/** gRPC's DEADLINE_EXCEEDED and UNAVAILABLE, also inside the client's ServiceError. */
const unreachableCodes: readonly number[] = [4, 14];

export function isUnreachable(error: unknown): boolean {
  if (isGrpcServiceError(error)) return unreachableCodes.includes(error.code);
  return error instanceof Error && error.cause !== undefined && isUnreachable(error.cause);
}

/** A query fails where no worker is up, or one with other code: the store tells then. */
async function answerOf<T>(client: Client, ask: () => Promise<T>): Promise<T | undefined> {
  return client.withDeadline(Date.now() + queryDeadlineMs, ask).catch(() => undefined);
}

async function sumOfPartitions(client: Client, ids: readonly string[]): Promise<readonly StepTally[] | undefined> {
  const answers = await Promise.all(
    ids.map((id) => answerOf(client, () => client.workflow.getHandle(id).query(partitionProgressQuery))),
  );
  const known = answers.filter((answer) => answer !== undefined);
  return known.length === ids.length ? sumTallies(known.map(({ tallies }) => tallies)) : undefined;
}

const childrenOf = ({ raw }: WorkflowExecutionDescription): readonly string[] =>
  (raw.pendingChildren ?? []).flatMap(({ workflowId }) => (workflowId ? [workflowId] : []));

const lastKnownState = (description: WorkflowExecutionDescription): CampaignState =>
  description.typedSearchAttributes.get(stateAttribute) === 'paused' ? 'paused' : 'running';
