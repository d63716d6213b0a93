import { condition, setHandler, startChild, workflowInfo, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { Allowance } from './budget.ts';
import { shareBudget } from './budget-sharing.ts';
import { adjustSignal, holdSignal, poolSpentSignal, stepReachedSignal } from './messages.ts';
import type { partition } from './partition.ts';
import { laneWidth, partitionsOf } from './policies.ts';
import type { Step } from './shapes.ts';
import { emptyTallies } from './tally.ts';
import { tell } from './tell.ts';

/** Shards that go through the same steps, side by side in partitions. */
export interface PartitionedWork {
  readonly campaign: string;
  readonly revision: number;
  readonly steps: readonly Step[];
  readonly shards: number;
  readonly shardItems: number;
  readonly heartbeatSeconds: number;
  readonly pool?: Allowance | undefined;
  /** Workflow ids of the partitions are made from it. */
  readonly name: string;
}

/** What may change while partitions run: read when they start, told them when it changes. */
export interface Steering {
  readonly paused: () => boolean;
  readonly window: () => number;
  readonly operations: () => number;
}

export interface Partitions {
  readonly handles: () => readonly ChildWorkflowHandle<typeof partition>[];
  hold(): Promise<void>;
  adjust(): Promise<void>;
  raise(more: Allowance): Promise<void>;
  start(): Promise<void>;
  /** Waits until every shard is through a step. */
  through(step: Step): Promise<void>;
  /** Waits until all have ended; what is left of the budget. */
  ended(): Promise<Allowance | undefined>;
}

/** Prepares partitions over the work's shards, as children of the running workflow. */
export function partitionsOver(work: PartitionedWork, steering: Steering): Partitions {
  const count = partitionsOf(work.shards);
  let children: readonly ChildWorkflowHandle<typeof partition>[] = [];
  const sharing = shareBudget(work.pool, () => children);
  const reached = new Set<string>();
  const width = (): number => laneWidth(steering.window(), work.shardItems, count);

  setHandler(stepReachedSignal, ({ partition: from, round, stage }) => void reached.add(`${round} ${stage} ${from}`));
  setHandler(poolSpentSignal, ({ partition: from }) => sharing.asked(from));

  const startPartition = (number: number): Promise<ChildWorkflowHandle<typeof partition>> => {
    const from = Math.floor((number * work.shards) / count);
    const end = Math.floor(((number + 1) * work.shards) / count);
    const pool = sharing.shareFor((end - from) / work.shards);
    return startChild<typeof partition>('partition', {
      workflowId: `${work.name}/partition-${String(number).padStart(2, '0')}`,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: `shards ${from} to ${end - 1}`,
      typedSearchAttributes: workflowInfo().typedSearchAttributes,
      args: [
        {
          v: 1,
          campaign: work.campaign,
          steps: [...work.steps],
          revision: work.revision,
          partition: number,
          from,
          end,
          next: from,
          width: width(),
          heartbeatSeconds: work.heartbeatSeconds,
          operations: steering.operations(),
          paused: steering.paused(),
          tallies: emptyTallies(work.steps),
          ...(pool ? { pool } : {}),
        },
      ],
    });
  };
  const hold = (): Promise<void> => tell(children, holdSignal, { paused: steering.paused() });
  const adjust = (): Promise<void> =>
    tell(children, adjustSignal, { width: width(), operations: steering.operations() });

  return {
    handles: () => children,
    hold,
    adjust,
    raise: sharing.raise,
    async start() {
      const [paused, operations, window] = [steering.paused(), steering.operations(), steering.window()];
      children = await Promise.all(Array.from({ length: count }, (_, number) => startPartition(number)));
      await sharing.opened();
      // What was decided while they started.
      if (steering.paused() !== paused) await hold();
      if (steering.operations() !== operations || steering.window() !== window) await adjust();
    },
    through: ({ round, stage }) =>
      condition(() => children.every((_, number) => reached.has(`${round} ${stage} ${number}`))),
    async ended() {
      await Promise.all(children.map(async (child, number) => sharing.left(number, await child.result())));
      return sharing.rest();
    },
  };
}
