import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createLeanObjects } from './lean-objects.ts';
import type { ArtifactStore, StoredObject } from './store.ts';
import { bucketUrl, parseStoreAddress } from './store-address.ts';
import { askStore, httpStatusOf, type Patience } from './store-patience.ts';

const presignedForSeconds = 3600;

/**
 * The store named by MMSYNTH_STORE, through the standard AWS environment variables and profiles. Path-style addressing
 * where an endpoint is given, so that file-backed and self-hosted servers work. Checksums only where S3 demands them: each
 * artifact's sha256 is in its name or its commit already.
 */
export function openS3Store(environment: NodeJS.ProcessEnv, patience: Patience): ArtifactStore {
  const { bucket, prefix } = parseStoreAddress(environment['MMSYNTH_STORE']);
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const client = new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...givenCredentials(environment),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
    },
  });
  const lean = createLeanObjects({
    bucketUrl: bucketUrl(bucket, region, endpoint),
    region,
    credentials: () => client.config.credentials(),
  });
  const full = (key: string): string => (prefix ? `${prefix}/${key}` : key);
  const at = (key: string): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: full(key) });
  const sending = (signal?: AbortSignal): { abortSignal?: AbortSignal } => (signal ? { abortSignal: signal } : {});

  async function* list(startsWith: string, signal?: AbortSignal): AsyncGenerator<StoredObject> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: full(startsWith), ContinuationToken: token });
      const page = await askStore(`list ${startsWith}`, patience, signal, () => client.send(command, sending(signal)));
      for (const { Key, Size } of page.Contents ?? []) {
        if (Key) yield { key: prefix ? Key.slice(prefix.length + 1) : Key, bytes: Size ?? 0 };
      }
      token = page.NextContinuationToken;
    } while (token);
  }

  async function* listFolders(under: string, signal?: AbortSignal): AsyncGenerator<string> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: full(under),
        Delimiter: '/',
        ContinuationToken: token,
      });
      const page = await askStore(`list ${under}`, patience, signal, () => client.send(command, sending(signal)));
      for (const { Prefix } of page.CommonPrefixes ?? []) {
        if (Prefix) yield Prefix.slice(full(under).length, -1);
      }
      token = page.NextContinuationToken;
    } while (token);
  }

  return {
    address: `s3://${bucket}${prefix ? `/${prefix}` : ''}`,
    putOnce: (key, body, contentType, { signal } = {}) =>
      askStore(`write ${key}`, patience, signal, async () => {
        try {
          await lean.putNew(full(key), body, contentType, signal);
          return 'created';
        } catch (error) {
          if (httpStatusOf(error) === 412) return 'exists';
          throw error;
        }
      }),
    get: (key, { signal } = {}) =>
      askStore(`read ${key}`, patience, signal, () => unlessMissing(undefined, () => lean.get(full(key), signal))),
    exists: (key, { signal } = {}) =>
      askStore(`look for ${key}`, patience, signal, () =>
        unlessMissing(false, async () => {
          await client.send(new HeadObjectCommand(at(key)), sending(signal));
          return true;
        }),
      ),
    list: (startsWith, { signal } = {}) => list(startsWith, signal),
    listFolders: (under, { signal } = {}) => listFolders(under, signal),
    presign: (key) => getSignedUrl(client, new GetObjectCommand(at(key)), { expiresIn: presignedForSeconds }),
    close: () => {
      client.destroy();
      lean.close();
    },
  };
}

/** Keys of the environment given, which need not be this process's; else the SDK's own chain of profiles and roles. */
function givenCredentials(environment: NodeJS.ProcessEnv): Pick<S3ClientConfig, 'credentials'> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = environment;
  if (!accessKeyId || !secretAccessKey || environment['AWS_PROFILE']) return {};
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
  return { credentials };
}

/** 404 of a key is an answer; 404 of the bucket is a wrong setting and is thrown. */
async function unlessMissing<T, M>(missing: M, ask: () => Promise<T>): Promise<T | M> {
  try {
    return await ask();
  } catch (error) {
    const { name } = error as Error;
    if (name === 'NoSuchKey' || (name === 'NotFound' && httpStatusOf(error) === 404)) return missing;
    throw error;
  }
}
