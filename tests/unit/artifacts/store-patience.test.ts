import { describe, expect, it } from '@jest/globals';
import { askStore } from '../../../activities/artifacts/store-patience.ts';

const refusal = (name: string, status?: number): Error =>
  Object.assign(new Error(name), { name, ...(status && { $metadata: { httpStatusCode: status } }) });

/** Fails once, then answers; gives what was waited for. */
async function waitsOf(error: Error): Promise<readonly (string | undefined)[]> {
  const waits: (string | undefined)[] = [];
  let failures = 1;
  const answer = await askStore('write it', { forMs: Infinity, onWait: (what) => waits.push(what) }, undefined, () =>
    failures-- > 0 ? Promise.reject(error) : Promise.resolve('answer'),
  );
  expect(answer).toBe('answer');
  return waits;
}

const onceOnly = (error: Error): Promise<never> =>
  askStore('write it', { forMs: 0 }, undefined, () => Promise.reject(error));

describe('the patience with the store', () => {
  it.each([
    [refusal('InsufficientStorage', 507), 'object store: out of space (InsufficientStorage)'],
    [refusal('XMinioStorageFull', 507), 'object store: out of space (XMinioStorageFull)'],
    [refusal('QuotaExceeded', 403), 'object store: out of space (QuotaExceeded)'],
    [refusal('XMinioAdminBucketQuotaExceeded', 400), 'object store: out of space (XMinioAdminBucketQuotaExceeded)'],
    [refusal('InternalError', 500), 'object store: InternalError'],
    [refusal('SlowDown', 503), 'object store: SlowDown'],
    [refusal('OperationAborted', 409), 'object store: OperationAborted'],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'object store: ECONNREFUSED'],
  ])('waits out %s and says so', async (error, waitingFor) => {
    expect(await waitsOf(error)).toEqual([waitingFor, undefined]);
  });

  it.each([refusal('AccessDenied', 403), refusal('NoSuchBucket', 404), refusal('InvalidRequest', 400)])(
    'gives up at once on %s',
    async (error) => {
      await expect(
        askStore('write it', { forMs: Infinity }, undefined, () => Promise.reject(error)),
      ).rejects.toMatchObject({ code: 'store_refused' });
    },
  );

  it('tells a full store from one that is down when it ends', async () => {
    await expect(onceOnly(refusal('InsufficientStorage', 507))).rejects.toThrow(/has no room .* free space/);
    await expect(onceOnly(refusal('InternalError', 500))).rejects.toThrow(/does not answer/);
  });
});
