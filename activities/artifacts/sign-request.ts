import { createHash, createHmac } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const unsigned = 'UNSIGNED-PAYLOAD';

/** Signing keys by credentials and day: deriving one takes four hashes. */
const signingKeys = new Map<string, Buffer>();

function signingKey({ accessKeyId, secretAccessKey }: SigningCredentials, day: string, region: string): Buffer {
  const name = `${accessKeyId}/${day}/${region}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const key = ['s3', 'aws4_request'].reduce<Buffer>(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
  signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

/** Path of an object as SigV4 wants it: every segment percent-encoded, slashes kept. */
export const encodedPath = (path: string): string =>
  path
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');

/** Headers of a signed S3 GET (AWS Signature Version 4, unsigned payload). `path` is encoded already. */
export function signGet(
  host: string,
  path: string,
  region: string,
  credentials: SigningCredentials,
  now: Date,
): Record<string, string> {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const token = credentials.sessionToken;
  const headers: Record<string, string> = {
    host,
    'x-amz-content-sha256': unsigned,
    'x-amz-date': at,
    ...(token ? { 'x-amz-security-token': token } : {}),
  };
  const names = Object.keys(headers).join(';');
  const canonicalHeaders = Object.entries(headers)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const canonical = ['GET', path, '', canonicalHeaders, names, unsigned].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const signature = hmac(signingKey(credentials, day, region), toSign).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
