import { emptyTallies, tallyShard } from '../../../workflows/tally.ts';
import { payloads, type FakeRun } from '../audit/fake-temporal.ts';

export const root: FakeRun = {
  workflowId: 'campaign/photos',
  runId: 'root',
  type: 'mmevol',
  status: 'RUNNING',
  startedAt: '2026-11-23T05:59:01.000Z',
  children: [{ workflowId: 'campaign/photos/partition-00', runId: 'part' }],
};
export const child: FakeRun = {
  ...root,
  workflowId: 'campaign/photos/partition-00',
  runId: 'part',
  type: 'partition',
  children: [],
};
export const progress = {
  state: 'running',
  revision: 1,
  operations: 1,
  rounds: 2,
  partitions: ['campaign/photos/partition-00'],
  sealed: [],
};
export const counts = { total: 3, kept: 2, dropped: 1, failed: 0, rows: 2 };
export const usage = { requests: 4, promptTokens: 400, completionTokens: 80, cost: 0.5 };
export const tallies = tallyShard(
  emptyTallies([1, 2].map((round) => ({ round, stage: 'evolve' }))),
  { round: 1, stage: 'evolve' },
  { counts, usage },
);
export const working = {
  round: 1,
  stage: 'evolve',
  shard: 1,
  items: { ...counts, total: 1, kept: 1, dropped: 0, rows: 1 },
  size: 3,
  answers: 2,
  tokens: 240,
};
export const pending = (details: unknown, more: object = {}) => ({
  activityId: '2',
  activityType: { name: 'runShard' },
  attempt: 1,
  lastStartedTime: { seconds: 1, nanos: 0 },
  heartbeatDetails: payloads(details),
  ...more,
});
