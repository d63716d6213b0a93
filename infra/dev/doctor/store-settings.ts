import { S3Client } from '@aws-sdk/client-s3';
import { type Environment, setting } from '../environment.ts';
import { StackError } from '../errors.ts';

export interface StoreLocation {
  readonly bucket: string;
  /** Without slashes at its ends; empty where the store is the whole bucket. */
  readonly prefix: string;
}

/** Bucket and prefix of MMSYNTH_STORE, `s3://bucket/prefix`. @throws StackError `settings_invalid` */
export const parseStore = (store: string): StoreLocation => {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(store);
  if (match?.[1] === undefined) {
    throw new StackError('settings_invalid', `MMSYNTH_STORE is "${store}"; write it as s3://bucket/prefix.`);
  }
  return { bucket: match[1], prefix: (match[2] ?? '').replace(/^\/+|\/+$/g, '') };
};

/** A client for one look: it gives up soon. Address, region and keys come from the standard AWS variables. */
export const probeClient = (env: Environment): S3Client => {
  const endpoint = setting(env, 'AWS_ENDPOINT_URL_S3') ?? setting(env, 'AWS_ENDPOINT_URL');
  const accessKeyId = setting(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = setting(env, 'AWS_SECRET_ACCESS_KEY');
  const sessionToken = setting(env, 'AWS_SESSION_TOKEN');
  return new S3Client({
    region: setting(env, 'AWS_REGION') ?? setting(env, 'AWS_DEFAULT_REGION') ?? 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 5000 },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } }),
  });
};
