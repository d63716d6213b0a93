import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { CampaignHandle, startCampaign } from '../workflow/campaign-run.ts';
import type { ScriptedActivities } from '../workflow/scripted-activities.ts';

export interface Scene {
  readonly world: ScriptedActivities;
  /** What the campaign is started with. */
  readonly start: Parameters<typeof startCampaign>[2];
  /** Leads the campaign to its end; what it ends with is not looked at. */
  readonly play: (
    run: CampaignHandle,
    world: ScriptedActivities,
    temporal: TestWorkflowEnvironment,
  ) => Promise<unknown>;
  /** Number of the child whose history is saved as well. @default 1 */
  readonly child?: number;
}

export const toItsEnd = (run: CampaignHandle): Promise<unknown> => run.result().catch((failure: unknown) => failure);
