import {
  DeleteObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { type Environment, setting } from '../environment.ts';
import { messageOf } from '../errors.ts';
import { thisMachine } from '../provision/machine.ts';
import { versitygw } from '../provision/programs.ts';
import { type Check } from './check.ts';
import { checkClock, watchDate } from './clock.ts';
import { checkObtainable } from './obtainable.ts';
import { type StoreLocation, parseStore, probeClient } from './store-settings.ts';

const FIXES: Readonly<Record<number, string>> = {
  301: 'correct AWS_REGION: the bucket is in another region',
  403: 'correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or let the key use this bucket',
  404: 'make the bucket, or correct MMSYNTH_STORE',
};

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

const checkBucket = async (client: S3Client, { bucket }: StoreLocation, where: string): Promise<Check> => {
  const name = 'store';
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return { name, ok: true, detail: where };
  } catch (error) {
    const status = statusOf(error);
    const reason = status === undefined ? `cannot be reached (${messageOf(error)})` : `answers ${status}`;
    const fix = FIXES[status ?? 0] ?? 'start it, or correct AWS_ENDPOINT_URL_S3 and MMSYNTH_STORE';
    return { name, ok: false, detail: `${where} ${reason}`, fix };
  }
};

/** Puts one new key twice under `If-None-Match: *`. Every commit rests on the second one being refused with 412. */
export const checkConditionalPut = async (client: S3Client, { bucket, prefix }: StoreLocation): Promise<Check> => {
  const name = 'store conditional writes';
  const Key = [...(prefix === '' ? [] : [prefix]), 'doctor', randomBytes(8).toString('hex')].join('/');
  const put = () => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'probe', IfNoneMatch: '*' }));
  try {
    await put();
    const status = await put().then(
      ({ $metadata }) => $metadata.httpStatusCode,
      (error: unknown) => statusOf(error) ?? messageOf(error),
    );
    if (status === 412) return { name, ok: true, detail: 'a second If-None-Match: * write is refused (412)' };
    const detail = `a second If-None-Match: * write got ${status} instead of 412`;
    return {
      name,
      ok: false,
      detail,
      fix: 'use a store that enforces conditional writes: AWS S3, MinIO, Ceph, R2 or the embedded one',
    };
  } catch (error) {
    const status = statusOf(error);
    const fix = status === 403 ? 'let the key write to this bucket' : 'use a store that supports If-None-Match';
    return { name, ok: false, detail: `the probe ${Key} could not be written (${status ?? messageOf(error)})`, fix };
  } finally {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key })).catch(() => undefined);
  }
};

/** The store of the settings: there, ours, safe to commit on, and of the same time. */
export const checkStore = async (env: Environment): Promise<readonly Check[]> => {
  const store = setting(env, 'MMSYNTH_STORE');
  if (store === undefined) return [await checkObtainable(versitygw, thisMachine(env))];
  const location = parseStore(store);
  const client = probeClient(env);
  const date = watchDate(client);
  try {
    const where = `${store} at ${setting(env, 'AWS_ENDPOINT_URL_S3') ?? setting(env, 'AWS_ENDPOINT_URL') ?? 'AWS'}`;
    const bucket = await checkBucket(client, location, where);
    if (!bucket.ok) return [bucket];
    return [bucket, await checkConditionalPut(client, location), checkClock(date())];
  } finally {
    client.destroy();
  }
};
