import type { LookupAddress } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { onAbort } from '../../inference/abort.ts';
import { withinGrace } from '../../within-grace.ts';
import { checkedAddresses, type AllowAddress, type Resolve } from './checked-addresses.ts';
import { FetchError } from './fetch-error.ts';

export interface WebReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Decoded; empty for an answer other than 200. */
  readonly body: Buffer;
}

export interface WebConnection {
  readonly resolve: Resolve;
  readonly allow: AllowAddress;
  /** Bytes of a body at most, before and after decoding. */
  readonly maxBytes: number;
}

/** One GET without following anything, on a connection of its own. Throws FetchError, or the signal's reason. */
export async function requestOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { resolve, allow, maxBytes }: WebConnection,
  signal: AbortSignal,
): Promise<WebReply> {
  const addresses = await withinGrace(checkedAddresses(url, resolve, allow), signal, 0);
  return new Promise((fulfil, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const options = { headers, lookup: answeredBy(addresses), agent: false } as const;
    const request = url.protocol === 'https:' ? https.get(url, options) : http.get(url, options);
    const stop = onAbort(signal, () => fail(signal.reason as Error));
    function end(): void {
      stop();
      request.destroy();
    }
    function fail(error: Error): void {
      end();
      reject(error instanceof FetchError || signal.aborted ? error : unreachable(url, error));
    }
    request.on('error', fail);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      const reply = (body: Buffer): void => {
        end();
        fulfil({ status, headers: answered, body });
      };
      if (status !== 200) return reply(Buffer.alloc(0));
      if (Number(answered['content-length'] ?? 0) > maxBytes) return fail(tooLarge(url, maxBytes));
      collect(decoded(response), maxBytes).then(
        (body) => (body === undefined ? fail(tooLarge(url, maxBytes)) : reply(body)),
        fail,
      );
      response.on('error', fail);
    });
  });
}

/** A resolver that knows these addresses only. */
function answeredBy(addresses: readonly [LookupAddress, ...LookupAddress[]]): LookupFunction {
  const [first] = addresses;
  return (_, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

/** The body without its transfer coding; an unknown one is left as it is, and found out by its type. */
function decoded(response: http.IncomingMessage): Readable {
  const decoders = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!(coding in decoders)) return response;
  return response.pipe(decoders[coding as keyof typeof decoders]());
}

/** Everything of a stream, or undefined as soon as it is more than the limit. */
async function collect(stream: Readable, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (url: URL, maxBytes: number): FetchError =>
  new FetchError('too_large', `${url.host} sends more than ${maxBytes} bytes`);

const unreachable = (url: URL, error: Error): FetchError =>
  new FetchError('unreachable', `${url.host}: ${(error as NodeJS.ErrnoException).code ?? error.message}`, {
    cause: error,
  });
