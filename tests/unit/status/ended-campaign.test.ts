import { describe, expect, it } from '@jest/globals';
import { recordDecision } from '../../../activities/campaigns/decisions.ts';
import { campaignStatus } from '../../../activities/status/index.ts';
import { evolvedCampaign, importScripted } from '../audit/evolved-campaign.ts';
import { fakeClient } from '../audit/fake-temporal.ts';
import { root } from './scenario.ts';

describe('status of a campaign that ended', () => {
  const closedAt = '2026-11-23T06:05:00.000Z';
  it.each([
    { status: 'COMPLETED', state: 'completed' },
    {
      status: 'FAILED',
      state: 'failed',
      reason: 'no key',
      closeEvent: {
        workflowExecutionFailedEventAttributes: {
          failure: { message: 'no key', applicationFailureInfo: { type: 'endpoint_rejects' } },
        },
      },
    },
    {
      status: 'FAILED',
      state: 'budget_exhausted',
      reason: '100 requests',
      closeEvent: {
        workflowExecutionFailedEventAttributes: {
          failure: { message: '100 requests', applicationFailureInfo: { type: 'budget_exhausted' } },
        },
      },
    },
    {
      status: 'TERMINATED',
      state: 'terminated',
      reason: 'by hand',
      closeEvent: { workflowExecutionTerminatedEventAttributes: { reason: 'by hand' } },
    },
  ] as const)('is $state for a run that Temporal calls $status', async ({ status, state, ...rest }) => {
    const evolved = await evolvedCampaign();
    const closeEvent = 'closeEvent' in rest ? { closeEvent: rest.closeEvent } : {};
    const client = fakeClient([{ ...root, status, closedAt, ...closeEvent }]);
    const found = await campaignStatus({ ...evolved, client });
    expect({ state: found.state, reason: found.reason, finishedAt: found.finishedAt }).toEqual({
      state,
      reason: 'reason' in rest ? rest.reason : undefined,
      finishedAt: closedAt,
    });
  });

  it('gives the reason of a cancel from its decision, not from the unwinding', async () => {
    const evolved = await importScripted('photos');
    for (const [id, reason] of [
      ['c', 'wrong seed'],
      ['d', 'cancelled'],
    ] as const) {
      await recordDecision(evolved.store, 'photos', {
        v: 1,
        id,
        kind: 'cancel',
        at: '2026-11-23T06:01:00.000Z',
        reason,
      });
    }
    const client = fakeClient([{ ...root, status: 'CANCELLED', closedAt }]);
    for (const source of [{ ...evolved, client }, evolved]) {
      expect(await campaignStatus(source)).toMatchObject({ state: 'cancelled', reason: 'wrong seed' });
    }
  });

  it('is completed by the store alone, ended with the last answer', async () => {
    const evolved = await evolvedCampaign();
    const status = await campaignStatus(evolved);
    expect(status).toMatchObject({ state: 'completed', source: 'store', startedAt: '2026-11-23T05:59:00.000Z' });
    const times = [...evolved.store.objects].flatMap(([key, body]) =>
      key.includes('/02/evolve/journal/') ? [...body.toString().matchAll(/"at":"([^"]+)"/g)].map(([, at]) => at) : [],
    );
    expect(status.finishedAt).toBe(times.sort().at(-1));
  });

  it('is interrupted where the store has rounds to go and Temporal no run', async () => {
    const evolved = await importScripted('photos');
    const status = await campaignStatus({ ...evolved, client: fakeClient([]) });
    expect(status).toMatchObject({ state: 'interrupted', finishedAt: null });
    expect(status.reason).toContain('mmsynth resume');
  });
});
