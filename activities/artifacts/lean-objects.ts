import http from 'node:http';
import https from 'node:https';
import { encodedPath, signGet, type SigningCredentials } from './sign-get.ts';

export interface LeanGetOptions {
  /** Where objects of the bucket lie: `http://127.0.0.1:7070/bucket`, `https://bucket.s3.eu-west-1.amazonaws.com`. */
  readonly bucketUrl: string;
  readonly region: string;
  /** The SDK's own provider chain: static keys, profiles, roles, with their refresh. */
  readonly credentials: () => Promise<SigningCredentials>;
}

export interface LeanGet {
  /** The object's bytes; rejects with an error as the SDK shapes it (`name`, `$metadata.httpStatusCode`). */
  get(key: string, signal?: AbortSignal): Promise<Buffer>;
  close(): void;
}

const socketsAtMost = 64;
const timeoutMs = 60_000;

/**
 * GET by a hand-signed request. The SDK's path costs about five times the CPU an object (bench/README.md), and images are
 * read just before each call; everything else goes through the SDK.
 */
export function createLeanGet({ bucketUrl, region, credentials }: LeanGetOptions): LeanGet {
  const base = new URL(bucketUrl);
  const transport = base.protocol === 'https:' ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets: socketsAtMost });
  const prefix = base.pathname.replace(/\/$/, '');

  return {
    async get(key, signal) {
      const path = encodedPath(`${prefix}/${key}`);
      const headers = signGet(base.host, path, region, await credentials(), new Date());
      return new Promise((resolve, reject) => {
        const request = transport.request(
          {
            agent,
            host: base.hostname,
            port: base.port,
            path,
            headers,
            timeout: timeoutMs,
            ...(signal ? { signal } : {}),
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const body = Buffer.concat(chunks);
              const expected = response.headers['content-length'];
              if (response.statusCode !== 200) reject(refusal(response.statusCode ?? 0, body));
              else if (expected !== undefined && Number(expected) !== body.length)
                reject(new Error('the object came cut short'));
              else resolve(body);
            });
          },
        );
        request.on('timeout', () =>
          request.destroy(Object.assign(new Error('the store is silent'), { code: 'ETIMEDOUT' })),
        );
        request.on('error', reject);
        request.end();
      });
    },
    close: () => agent.destroy(),
  };
}

function refusal(status: number, body: Buffer): Error {
  const code = /<Code>([^<]+)<\/Code>/.exec(body.toString('utf8'))?.[1] ?? `HTTP ${status}`;
  return Object.assign(new Error(`${code}, HTTP ${status}`), { name: code, $metadata: { httpStatusCode: status } });
}
