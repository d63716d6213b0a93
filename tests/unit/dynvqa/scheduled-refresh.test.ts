import { describe, expect, it, jest } from '@jest/globals';
import { readIdentity } from '../../../activities/campaigns/identity.ts';
import { readShardRows } from '../../../activities/artifacts/stage-rows.ts';
import { prepareRefresh } from '../../../activities/release-refresh/prepare-refresh.ts';
import { newestRelease } from '../../../activities/release-refresh/release-series.ts';
import { dueClasses } from '../../../recipes/dynvqa/refresh/policy.ts';
import { memoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { hashOfStage, runCampaign } from './campaign-in-memory.ts';
import { closedBook, exampleRelease, secondDay } from './example-release.ts';

jest.setTimeout(120_000);

describe('the calendar of refreshes', () => {
  it('has fast questions each month, slow ones each quarter, fixed ones each year', () => {
    const by = Array.from({ length: 12 }, (_, i) => dueClasses(i + 1));
    expect(by.filter((classes) => classes.includes('fast'))).toHaveLength(12);
    expect(by.flatMap((classes, i) => (classes.includes('slow') ? [i + 1] : []))).toEqual([1, 4, 7, 10]);
    expect(by.flatMap((classes, i) => (classes.includes('never') ? [i + 1] : []))).toEqual([1]);
  });
});

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
      const prepared = await prepareRefresh(store, { series: 'series', at }, {});
      expect(prepared).toMatchObject({ kind: 'due', campaign: 'series-202605', shardItems: 4 });
      expect(await prepareRefresh(store, { series: 'series', at: '2026-05-09T03:00:00.000Z' }, {})).toEqual(prepared);
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
      await expect(prepareRefresh(store, { series: 'built', at }, {})).rejects.toMatchObject({ code: 'spec_invalid' });
      await expect(prepareRefresh(store, { series: 'nobody', at }, {})).rejects.toMatchObject({
        code: 'campaign_not_found',
      });
    }));
});
