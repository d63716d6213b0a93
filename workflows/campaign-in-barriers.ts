import { startChild, upsertSearchAttributes, workflowInfo, type ChildWorkflowHandle } from '@temporalio/workflow';
import { stagesThrough, type BarriersPlan } from '../recipes/plan.ts';
import { storeActivities } from './activities.ts';
import { joined, type Allowance } from './budget.ts';
import { budgetLeft } from './budget-left.ts';
import { runCampaign, showSealed } from './campaign-run.ts';
import { changeSignal, grantSignal, holdSignal } from './messages.ts';
import type { Steering } from './partitions.ts';
import { roundAttribute } from './search-attributes.ts';
import {
  campaignStart,
  type CampaignOutcome,
  type CampaignStart,
  type RoundOutcome,
  type RoundStart,
  type SealedStageOutcome,
} from './shapes.ts';
import { tell } from './tell.ts';
import { together } from './together.ts';

type RoundHandle = ChildWorkflowHandle<(start: RoundStart) => Promise<RoundOutcome>>;

/**
 * Runs the rounds of a recipe one after the other, each a child workflow whose stages end sealed, until the plan's last round
 * or the round that says that its stop rule holds.
 */
export async function campaignInBarriers(input: CampaignStart, plan: BarriersPlan): Promise<CampaignOutcome> {
  const start = campaignStart.parse(input);
  const { recordDecision } = storeActivities(start.heartbeatSeconds);
  const { campaign, revision, rounds, outline } = start;
  const sealed: SealedStageOutcome[] = [];
  let inWork: RoundHandle | undefined;
  let pool: Allowance | undefined;
  let raised: Allowance | undefined;
  const children = (): readonly RoundHandle[] => (inWork ? [inWork] : []);

  const startRound = (round: number, steering: Steering): Promise<RoundHandle> =>
    startChild<(start: RoundStart) => Promise<RoundOutcome>>('round', {
      workflowId: `${workflowInfo().workflowId}/round-${String(round).padStart(2, '0')}`,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: `round ${round}`,
      typedSearchAttributes: workflowInfo().typedSearchAttributes,
      args: [
        {
          v: 1,
          campaign,
          recipe: start.recipe,
          round,
          shardItems: start.shardItems,
          window: steering.window(),
          heartbeatSeconds: start.heartbeatSeconds,
          operations: steering.operations(),
          revision,
          paused: steering.paused(),
          ...(pool ? { pool } : {}),
          ...(outline === undefined ? {} : { outline }),
          before: sealed,
        },
      ],
    });

  return runCampaign(start, (steering) => {
    const hold = (): Promise<void> => tell(children(), holdSignal, { paused: steering.paused() });
    const adjust = (): Promise<void> =>
      tell(children(), changeSignal, { window: steering.window(), operations: steering.operations() });

    const runRound = async (round: number): Promise<RoundOutcome> => {
      const [paused, operations, window] = [steering.paused(), steering.operations(), steering.window()];
      if (raised && pool) pool = joined(pool, raised);
      raised = undefined;
      inWork = await startRound(round, steering);
      // What was decided while it started.
      if (steering.paused() !== paused) await hold();
      if (steering.operations() !== operations || steering.window() !== window) await adjust();
      if (raised) await tell(children(), grantSignal, raised);
      raised = undefined;
      return inWork.result();
    };

    return {
      progress: () => ({
        partitions: [],
        ...(inWork ? { round: inWork.workflowId } : {}),
        sealed: sealed.map(({ round, stage }) => ({ round, stage })),
      }),
      hold,
      adjust,
      async raise(more) {
        if (inWork) await tell(children(), grantSignal, more);
        else raised = raised ? joined(raised, more) : more;
      },
      run: () =>
        together(async () => {
          pool = await budgetLeft(start, stagesThrough(plan, rounds, outline));
          for (let round = 1; round <= rounds; round++) {
            const { stages, verdict, pool: left } = await runRound(round);
            inWork = undefined;
            pool = left;
            sealed.push(...stages);
            showSealed(sealed);
            upsertSearchAttributes([{ key: roundAttribute, value: Math.min(round + 1, rounds) }]);
            if (verdict.done && round < rounds) {
              const reason = verdict.reason ?? 'the stop rule holds';
              const id = `stop r${revision} round ${round}`;
              await recordDecision({ campaign, decision: { id, kind: 'stop', reason, revision, round } });
              break;
            }
          }
          return sealed.map(({ round, counts, manifest }) => ({ round, counts, manifest }));
        }, children),
    };
  });
}
