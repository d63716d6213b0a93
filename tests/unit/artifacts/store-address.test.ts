import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, it } from '@jest/globals';
import { bucketUrl } from '../../../activities/artifacts/store-address.ts';

/** Where the SDK looks for an object. */
async function bySdk(bucket: string, region: string, endpoint?: string): Promise<string> {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new S3Client({ region, credentials, ...(endpoint ? { endpoint, forcePathStyle: true } : {}) });
  const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: 'key' })));
  return `${url.origin}${url.pathname}`;
}

it.each([
  ['plain', 'eu-west-1', undefined],
  ['with.dots', 'eu-west-1', undefined],
  ['plain', 'cn-north-1', undefined],
  ['plain', 'us-gov-west-1', undefined],
  ['plain', 'us-east-1', 'http://127.0.0.1:7070'],
  ['plain', 'us-east-1', 'https://store.example/s3/'],
])('of bucket %s in %s (%s) is where the SDK looks', async (bucket, region, endpoint) => {
  expect(`${bucketUrl(bucket, region, endpoint)}/key`).toBe(await bySdk(bucket, region, endpoint));
});
