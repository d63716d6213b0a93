import http from 'node:http';
import https from 'node:https';
import { sha256 } from '../../recipes/sha256.ts';
import { encodedPath, signRequest, type RequestToSign, type SigningCredentials } from './sign-request.ts';

export interface LeanObjectsOptions {
  /** Where objects of the bucket lie: `http://127.0.0.1:7070/bucket`, `https://bucket.s3.eu-west-1.amazonaws.com`. */
  readonly bucketUrl: string;
  readonly region: string;
  /** The SDK's own provider chain: static keys, profiles, roles, with their refresh. */
  readonly credentials: () => Promise<SigningCredentials>;
}

/** Rejections are shaped as the SDK's (`name`, `$metadata.httpStatusCode`). */
export interface LeanObjects {
  get(key: string, signal?: AbortSignal): Promise<Buffer>;
  /** Conditional put: fails with 412 where there is an object. */
  putNew(key: string, body: string | Uint8Array, contentType: string, signal?: AbortSignal): Promise<void>;
  close(): void;
}

const socketsAtMost = 64;
const timeoutMs = 60_000;

/**
 * Reads and writes of whole objects by hand-signed requests. The SDK's way costs several times the CPU an object
 * (bench/README.md), and the runner reads an image before each call and writes four objects a shard; listing, looking up and
 * presigning go through the SDK.
 */
export function createLeanObjects({ bucketUrl, region, credentials }: LeanObjectsOptions): LeanObjects {
  const base = new URL(bucketUrl);
  const transport = base.protocol === 'https:' ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets: socketsAtMost });
  const prefix = base.pathname.replace(/\/$/, '');

  async function send(
    key: string,
    wanted: Pick<RequestToSign, 'method' | 'headers' | 'payload'>,
    body: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Buffer> {
    const path = encodedPath(`${prefix}/${key}`);
    const headers = signRequest({ ...wanted, host: base.host, path }, region, await credentials(), new Date());
    const options = {
      agent,
      host: base.hostname,
      port: base.port,
      path,
      method: wanted.method,
      headers,
      timeout: timeoutMs,
    };
    return new Promise((resolve, reject) => {
      const request = transport.request({ ...options, ...(signal ? { signal } : {}) }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
          const expected = response.headers['content-length'];
          if (response.statusCode !== 200) reject(refusal(response.statusCode ?? 0, answer));
          else if (expected !== undefined && Number(expected) !== answer.length)
            reject(new Error('the object came cut short'));
          else resolve(answer);
        });
      });
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('the store is silent'), { code: 'ETIMEDOUT' })),
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  return {
    get: (key, signal) => send(key, { method: 'GET' }, undefined, signal),
    async putNew(key, body, contentType, signal) {
      const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
      const headers = { 'content-length': String(bytes.length), 'content-type': contentType, 'if-none-match': '*' };
      await send(key, { method: 'PUT', headers, payload: sha256(bytes) }, bytes, signal);
    },
    close: () => agent.destroy(),
  };
}

function refusal(status: number, body: Buffer): Error {
  const code = /<Code>([^<]+)<\/Code>/.exec(body.toString('utf8'))?.[1] ?? `HTTP ${status}`;
  return Object.assign(new Error(`${code}, HTTP ${status}`), { name: code, $metadata: { httpStatusCode: status } });
}
