import { lookup } from 'node:dns/promises';
import type { AllowAddress, Resolve } from './checked-addresses.ts';
import { FetchError } from './fetch-error.ts';
import { isPublicAddress } from './public-address.ts';
import { requestOnce, type WebReply } from './request-once.ts';
import { sniffType } from './sniff-type.ts';
import { webUrl } from './web-url.ts';

export interface WebFetcherOptions {
  /** Bytes of a body at most. @default 16 MiB */
  readonly maxBytes?: number;
  /** From the first connection to the last byte, redirects included, in milliseconds. @default 20000 */
  readonly timeoutMs?: number;
  /** @default 5 */
  readonly maxRedirects?: number;
  /** Addresses beside the public ones that may be connected to. For tests; no spec and no environment reaches it. @default none */
  readonly alsoAllow?: AllowAddress;
  /** @default the system's resolver */
  readonly resolve?: Resolve;
}

export interface WebFetch {
  readonly url: string;
  /** Types that are wanted, by content: `text/html`, `image/png`. */
  readonly accept: readonly string[];
  readonly signal: AbortSignal;
}

export interface WebPage {
  /** Where it was found at last, after redirects. */
  readonly url: string;
  readonly mediaType: string;
  /** What the server said of it; holds the character set. */
  readonly contentType: string;
  readonly body: Buffer;
}

export interface WebFetcher {
  /** Throws FetchError, or the signal's reason. */
  fetch(wanted: WebFetch): Promise<WebPage>;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The one way to pages and images of the web. Each address is checked before it is connected to, on every redirect again; size
 * and time are limited; the type is what the bytes say.
 */
export function createWebFetcher({
  maxBytes = 16 * 2 ** 20,
  timeoutMs = 20_000,
  maxRedirects = 5,
  alsoAllow = () => false,
  resolve = (host) => lookup(host, { all: true }),
}: WebFetcherOptions = {}): WebFetcher {
  const allow: AllowAddress = (address) => isPublicAddress(address) || alsoAllow(address);

  async function follow(wanted: WebFetch, signal: AbortSignal): Promise<WebReply & { readonly url: URL }> {
    const headers = {
      accept: `${wanted.accept.join(', ')}, */*;q=0.1`,
      'accept-encoding': 'gzip, br',
      'user-agent': 'mmsynth',
    };
    let url = webUrl(wanted.url);
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const reply = await requestOnce(url, headers, { resolve, allow, maxBytes }, signal);
      const { location } = reply.headers;
      if (!redirects.has(reply.status) || location === undefined) return { ...reply, url };
      url = webUrl(location, url);
    }
    throw new FetchError('too_many_redirects', `${wanted.url} redirects more than ${maxRedirects} times`);
  }

  return {
    async fetch(wanted) {
      const tooSlow = new FetchError('too_slow', `${wanted.url} takes longer than ${timeoutMs / 1000} s`);
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(tooSlow), timeoutMs);
      try {
        const { url, status, headers, body } = await follow(wanted, AbortSignal.any([wanted.signal, limit.signal]));
        if (status !== 200) throw new FetchError('http_status', `${url.host} answers ${status}`);
        const mediaType = sniffType(body);
        if (!wanted.accept.includes(mediaType))
          throw new FetchError(
            'wrong_type',
            `${url.host} sends ${mediaType} where ${wanted.accept.join(' or ')} is wanted`,
          );
        return { url: url.href, mediaType, contentType: headers['content-type'] ?? '', body };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
