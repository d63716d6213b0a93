import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { parseStoreAddress, type StoreAddress } from '../artifacts/store-address.ts';
import { askStore, httpStatusOf, type Patience } from '../artifacts/store-patience.ts';
import { MmsynthError } from '../errors.ts';
import { openUpload } from './bucket-upload.ts';
import type { ExportTarget } from './target.ts';

/** How long an export goes on asking a store that is down. */
const patience: Patience = { forMs: 30_000 };

function addressOf(out: string): StoreAddress {
  try {
    return parseStoreAddress(out);
  } catch (error) {
    throw new MmsynthError(
      'output_unwritable',
      `${out}: must read s3://bucket/prefix with a bucket name of 3 to 63 lower-case letters.`,
      { cause: error },
    );
  }
}

/** An export into a bucket, through the standard AWS environment variables; a file appears when its upload is complete. */
export function bucketTarget(out: string, environment: NodeJS.ProcessEnv): ExportTarget {
  const { bucket, prefix } = addressOf(out);
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
  const client = new S3Client({
    region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
  });
  const under = prefix === '' ? '' : `${prefix}/`;
  const at = (name: string): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: `${under}${name}` });
  const ask = <T>(what: string, call: () => Promise<T>): Promise<T> => askStore(what, patience, undefined, call);
  const unlessMissing = async <T, M>(missing: M, call: () => Promise<T>): Promise<T | M> => {
    try {
      return await call();
    } catch (error) {
      if ((error as Error).name !== 'NoSuchBucket' && httpStatusOf(error) === 404) return missing;
      throw error;
    }
  };

  return {
    address: out,
    read: (name) =>
      ask(`read ${name}`, () =>
        unlessMissing(undefined, async () => {
          const { Body } = await client.send(new GetObjectCommand(at(name)));
          return Buffer.from((await Body?.transformToByteArray()) ?? []);
        }),
      ),
    isEmpty: () =>
      ask(`list ${out}`, async () => {
        const { KeyCount = 0 } = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: under, MaxKeys: 1 }),
        );
        return KeyCount === 0;
      }),
    // An upload that was never completed is no object; buckets expire them by their own rule.
    sweep: () => Promise.resolve(),
    has: (name) =>
      ask(`look for ${name}`, () =>
        unlessMissing(false, () => client.send(new HeadObjectCommand(at(name))).then(() => true)),
      ),
    async put(name, bytes, mediaType) {
      await ask(`write ${name}`, () =>
        client.send(new PutObjectCommand({ ...at(name), Body: bytes, ContentType: mediaType })),
      );
    },
    open: async (name, mediaType) => openUpload(client, at(name), mediaType, ask),
    close: () => client.destroy(),
  };
}
