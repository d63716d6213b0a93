import { createHmac } from 'node:crypto';
import { sha256 } from '../../recipes/sha256.ts';

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

export interface RequestToSign {
  readonly method: 'GET' | 'PUT';
  readonly host: string;
  /** Encoded already, see `encodedPath`. */
  readonly path: string;
  /** Further headers to sign, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** sha256 of the body; absent for a request without one. */
  readonly payload?: string;
}

/** All headers of an S3 request, signed by AWS Signature Version 4. */
export function signRequest(
  { method, host, path, headers: given = {}, payload = unsigned }: RequestToSign,
  region: string,
  credentials: SigningCredentials,
  now: Date,
): Record<string, string> {
  const at = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = at.slice(0, 8);
  const token = credentials.sessionToken;
  const unordered = {
    ...given,
    host,
    'x-amz-content-sha256': payload,
    'x-amz-date': at,
    ...(token ? { 'x-amz-security-token': token } : {}),
  };
  const ordered = Object.entries(unordered).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = ordered.map(([name]) => name).join(';');
  const canonicalHeaders = ordered.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = [method, path, '', canonicalHeaders, names, payload].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const signature = hmac(signingKey(credentials, day, region), toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...unordered, authorization };
}
