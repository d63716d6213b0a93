import { setTimeout as sleep } from 'node:timers/promises';
import { cancelUpdate } from '../../workflows/messages.ts';
import type { Session } from '../session.ts';
import { control } from './control.ts';
import { workflowIdOf } from './known-campaign.ts';

/** How long the command waits for the run to let go of what is in flight, in milliseconds. */
const patienceMs = 15_000;

export interface Cancelled {
  readonly campaign: string;
  /** `cancelling`: the run still waits for a worker that does not answer; it ends with its heartbeat time-out. */
  readonly state: 'cancelled' | 'cancelling';
}

/** Records the cancel, cancels the run, and waits until its requests are aborted and what was answered is journaled. */
export async function cancelCampaign(
  session: Session,
  campaign: string,
  reason: string | undefined,
): Promise<Cancelled> {
  await control(session, campaign, cancelUpdate, 'cancel', reason);
  const handle = (await session.client()).workflow.getHandle(workflowIdOf(campaign));
  await handle.cancel();
  const ended = handle.result().then(
    () => true,
    () => true,
  );
  const over = await Promise.race([ended, sleep(patienceMs, false, { ref: false })]);
  return { campaign, state: over ? 'cancelled' : 'cancelling' };
}
