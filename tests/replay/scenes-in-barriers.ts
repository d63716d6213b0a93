import { plan as contrastive } from '../../recipes/contrastive/plan.ts';
import { plan as dynvqa } from '../../recipes/dynvqa/plan.ts';
import { plan as florence2 } from '../../recipes/florence2/plan.ts';
import { plan as mix } from '../../recipes/mix/plan.ts';
import { planOptions } from '../../recipes/star/plan.ts';
import { roundProgressQuery, reviewedSignal } from '../../workflows/messages.ts';
import { scriptedActivities } from '../workflow/scripted-activities.ts';
import { until } from '../workflow/until.ts';
import { toItsEnd, type Scene } from './scene.ts';

const counts = { total: 6, kept: 6, dropped: 0, failed: 0, rows: 6 };

/** Two iterations of STaR; the second one ends at the plateau. */
export function star(): Scene {
  const outline = planOptions.parse({});
  return {
    world: scriptedActivities(),
    start: { recipe: 'star', shards: 2, window: 2, rounds: 3, outline },
    play: toItsEnd,
  };
}

/** Curation without a review. */
export function curate(): Scene {
  return {
    world: scriptedActivities(),
    start: { recipe: 'curate', rounds: 1, shards: 2, window: 2, outline: { review: { hours: 0, onTimeout: 'drop' } } },
    play: toItsEnd,
  };
}

/** Two rounds of annotation, the second rejected. */
function annotation(options: object, child: number): Scene {
  const world = scriptedActivities();
  world.activities.runWholeStage = async ({ round, stage }) => {
    const settled = { accepted: round < 2, done: false, reason: round < 2 ? 'the first round' : 'map fell' };
    return { counts, shards: 1, manifest: `round ${round} ${stage}`, facts: { records: 6, ...settled } };
  };
  const outline = florence2.outline(options);
  return {
    world,
    start: { recipe: 'florence2', rounds: 2, shards: 2, window: 2, outline },
    play: toItsEnd,
    child,
  };
}

export const annotated = (): Scene => annotation({ rounds: 2 }, 1);

/** The second round trains first. */
export const annotatedTrained = (): Scene => annotation({ rounds: 2, training: { serve: 'trainer' } }, 2);

/** A sample of each round is judged by a model; people are not waited for. */
export const annotatedAudited = (): Scene => annotation({ rounds: 2, audit: { hours: 0, judge: {} } }, 1);

/** An evaluation with a judge and trajectories. */
export function answered(): Scene {
  const outline = dynvqa.outline({ task: 'answer', judge: true, trajectories: true });
  return {
    world: scriptedActivities(),
    start: { recipe: 'dynvqa', rounds: 1, shards: 2, window: 2, outline },
    play: toItsEnd,
  };
}

/** A construction that is resumed: every stage but the last gate is sealed already, and what it flags is reviewed by people. */
export function reviewed(): Scene {
  const world = scriptedActivities();
  world.activities.openStage = async ({ round, stage }) =>
    stage === 'flag'
      ? { kind: 'open', shards: 2 }
      : { kind: 'sealed', sealed: { counts, shards: 1, manifest: `round ${round} ${stage}`, facts: {} } };
  return {
    world,
    start: {
      recipe: 'dynvqa',
      rounds: 1,
      shards: 2,
      window: 2,
      outline: dynvqa.outline({ task: 'build', reviewHours: 2 }),
    },
    play: async (run, _, temporal) => {
      const round = temporal.client.workflow.getHandle(`${run.workflowId}/round-01`);
      const waits = async (): Promise<boolean> => {
        const progress = await round.query(roundProgressQuery).catch(() => undefined);
        return progress?.waitingFor !== undefined;
      };
      await until(() => world.sealed, waits);
      await round.signal(reviewedSignal, { stage: 'flag' });
      await toItsEnd(run);
    },
  };
}

export function mixed(): Scene {
  return {
    world: scriptedActivities(),
    start: { recipe: 'mix', rounds: 1, shards: 2, window: 2, outline: mix.outline({ pack: { mode: 'offline' } }) },
    play: toItsEnd,
  };
}

export function mined(): Scene {
  return {
    world: scriptedActivities(),
    start: { recipe: 'contrastive', rounds: 1, shards: 2, window: 2, outline: contrastive.outline({}) },
    play: toItsEnd,
  };
}
