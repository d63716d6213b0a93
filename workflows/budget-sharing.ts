import type { ChildWorkflowHandle } from '@temporalio/workflow';
import { isSpent, joined, shareOf, type Allowance } from './budget.ts';
import { budgetEndSignal, grantSignal } from './messages.ts';
import type { partition } from './partition.ts';

type Children = () => readonly ChildWorkflowHandle<typeof partition>[];

/** A budget among partitions: what one does not need goes to those that ask for more. */
export interface BudgetSharing {
  /** What a partition starts with, by its part of the shards. */
  shareFor(part: number): Allowance | undefined;
  /** All partitions can be told something: answers those that asked while others were being started. */
  opened(): Promise<void>;
  /** A partition's part is spent. */
  asked(partition: number): Promise<void>;
  /** A partition is through and leaves this. */
  left(partition: number, rest: Allowance | undefined): Promise<void>;
  raise(more: Allowance): Promise<void>;
  /** What nobody has, once all are through. */
  rest(): Allowance | undefined;
}

export function shareBudget(budget: Allowance | undefined, children: Children): BudgetSharing {
  let spare = budget && shareOf(budget, 0);
  const waiting = new Set<number>();
  const done = new Set<number>();

  async function settle(): Promise<void> {
    const [first] = waiting;
    if (first === undefined || !spare || children().length === 0) return;
    if (!isSpent(spare, Date.now())) {
      const grant = spare;
      spare = shareOf(spare, 0);
      waiting.delete(first);
      await children()[first]?.signal(grantSignal, grant);
    } else if (waiting.size + done.size === children().length) {
      const reason =
        'the budget is spent; raise it with `mmsynth resume ID --set budget.…=…` to go on where it stopped';
      await Promise.all([...waiting].map((number) => children()[number]?.signal(budgetEndSignal, { reason })));
    }
  }

  return {
    shareFor: (part) => budget && shareOf(budget, part),
    opened: settle,
    async asked(number) {
      waiting.add(number);
      await settle();
    },
    async left(number, rest) {
      done.add(number);
      waiting.delete(number);
      if (spare && rest) spare = joined(spare, rest);
      await settle();
    },
    async raise(more) {
      if (spare) spare = joined(spare, more);
      await settle();
    },
    rest: () => spare,
  };
}
