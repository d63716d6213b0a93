import { describe, expect, it, jest } from '@jest/globals';
import { readIdentity } from '../../../activities/campaigns/identity.ts';
import { readShardRows } from '../../../activities/artifacts/stage-rows.ts';
import { noteRefresh, type RefreshDue } from '../../../activities/release-refresh/note-refresh.ts';
import { prepareRefresh } from '../../../activities/release-refresh/prepare-refresh.ts';
import { newestRelease } from '../../../activities/release-refresh/release-series.ts';
import { memoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { hashOfStage, runCampaign } from './campaign-in-memory.ts';
import { closedBook, exampleRelease, secondDay } from './example-release.ts';

jest.setTimeout(120_000);

describe('a refresh that a schedule fires', () => {
  it('takes the newest release of the series, once a month, and leaves all older ones', () =>
    inTemporaryFolder(async (folder) => {
      const store = memoryStore();
      const { corpus, records } = await exampleRelease(store, folder);
      const options = {
        task: 'refresh',
        version: '202604',
        asOf: secondDay,
        retrieval: { provider: 'embedded', corpus },
        reader: 'extractor',
      };
      await runCampaign({ store, campaign: 'series', folder, gateway: closedBook(), seed: records, options });
      const before = await hashOfStage(store, 'series', 'release');

      const at = '2026-05-01T03:00:00.000Z';
      const fire = async (due: Partial<RefreshDue>) => {
        const asked = { series: 'series', class: 'fast', at, ...due } as const;
        await noteRefresh(store, asked, {});
        return prepareRefresh(store, asked, {});
      };
      const prepared = await fire({});
      expect(prepared).toMatchObject({ kind: 'due', campaign: 'series-202605', shardItems: 4 });
      expect(await fire({ at: '2026-05-09T03:00:00.000Z' })).toEqual(prepared);
      expect(await fire({ class: 'slow' })).toEqual({ kind: 'later', campaign: 'series-202605' });
      expect(await fire({ at: '2026-04-30T03:00:00.000Z' })).toEqual({ kind: 'later', campaign: 'series-202604' });
      const identity = await readIdentity(store, 'series-202605');
      expect(identity?.options).toMatchObject({ version: '202605', asOf: '2026-05-01', classes: ['fast'] });
      const [first] = await readShardRows(store, { campaign: 'series-202605', round: 0, stage: 'import' }, 0, 1, {});
      expect(first).toMatchObject({
        question_id: 'canyon-warden',
        answers: ['Ben Roe'],
        gold_version: '202604',
        parents: [],
      });
      expect(first).not.toHaveProperty('refresh');
      expect(await hashOfStage(store, 'series', 'release')).toBe(before);
      expect((await newestRelease(store, 'series'))?.campaign).toBe('series');
    }));

  it('is refused for what is no refresh', () =>
    inTemporaryFolder(async (folder) => {
      const store = memoryStore();
      await exampleRelease(store, folder);
      const at = '2026-05-01T03:00:00.000Z';
      await expect(prepareRefresh(store, { series: 'built', class: 'fast', at }, {})).rejects.toMatchObject({
        code: 'spec_invalid',
      });
      await expect(prepareRefresh(store, { series: 'nobody', class: 'fast', at }, {})).rejects.toMatchObject({
        code: 'campaign_not_found',
      });
    }));
});
