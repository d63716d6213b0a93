import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createLogUpdate } from 'log-update';
import { createStatusReader, renderProgress, renderStatus, type CampaignStatus } from '../activities/status/index.ts';
import { newestRun } from './campaign/known-campaign.ts';
import { print, wide, type OutputOptions } from './output.ts';
import type { Session } from './session.ts';

const terminalPaceMs = 1_000;
const pipePaceMs = 10_000;
/** Rates and the time left are taken over this, so that they stay calm. */
const paceOverMs = 20_000;
const detached = 130;
const silenceMs = 3_000;

const isOver = ({ state }: CampaignStatus): boolean => state !== 'running' && state !== 'paused';

/** While Temporal does not answer, a campaign only looks interrupted: its run may go on. */
async function isSilent(client: Client, campaign: string): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + silenceMs, () => newestRun(client, campaign));
    return false;
  } catch {
    return true;
  }
}

/** A busy worker may miss one question; that none is there is said only after two. */
function steady(status: CampaignStatus, before: CampaignStatus | undefined): CampaignStatus {
  const sure = (what: string) => !what.startsWith('a worker') || before?.waitingFor.includes(what) === true;
  return { ...status, waitingFor: status.waitingFor.filter(sure) };
}

/**
 * Follows a campaign to its end. On a terminal one block is kept up to date; in a pipe a block goes out every ten seconds.
 * Returns 0 for completed, 1 for any other end, 130 when detached by Ctrl-C; the campaign goes on then.
 */
export async function watchCampaign(session: Session, campaign: string, options: OutputOptions): Promise<number> {
  const client = await session.clientIfUp();
  const read = createStatusReader({ store: session.store(), ...(client ? { client } : {}) });
  const update = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const readings: { readonly status: CampaignStatus; readonly at: number }[] = [];
  let shownAt = 0;
  for (;;) {
    const status = await read(campaign);
    const now = Date.now();
    const unsure = status.state === 'interrupted' && client !== undefined && (await isSilent(client, campaign));
    if (isOver(status) && !unsure) {
      update?.clear();
      print(options, status, () => renderStatus(status, wide()));
      return status.state === 'completed' ? 0 : 1;
    }
    const block = renderProgress(steady(status, readings.at(-1)?.status), readings[0], now, wide(process.stderr));
    if (update) update(block);
    else if (now - shownAt >= pipePaceMs) {
      process.stderr.write(`${block}\n`);
      shownAt = now;
    }
    readings.push({ status, at: now });
    while (now - (readings[1]?.at ?? now) > paceOverMs) readings.shift();
    try {
      await sleep(terminalPaceMs, undefined, { signal: interrupt.signal });
    } catch {
      update?.done();
      process.stderr.write(
        `detached; campaign '${campaign}' goes on. \`mmsynth status ${campaign} --watch\` attaches again.\n`,
      );
      return detached;
    }
  }
}
