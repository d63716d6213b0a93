import { hashDistance, samePicture } from '../../hash-distance.ts';
import type { Hit } from '../../retrieval.ts';

/** Pages that hold the benchmark itself; a hit from one of them would be its answer key. Host, and how the rest begins. */
export const benchmarkPages: readonly string[] = [
  'github.com/alibaba-nlp/omnisearch',
  'raw.githubusercontent.com/alibaba-nlp/omnisearch',
  'huggingface.co/datasets/zhzhen23/dynvqa',
  'hf-mirror.com/datasets/zhzhen23/dynvqa',
  'alibaba-nlp.github.io/omnisearch',
  'arxiv.org/abs/2411.02937',
  'arxiv.org/pdf/2411.02937',
  'openreview.net/forum?id=vvdfysql0b',
  'mitalinlp.oss-cn-hangzhou.aliyuncs.com',
];

export interface LeakGuard {
  /** sha256 of the question's image. */
  readonly image: string;
  /** Its perceptual hash, where known. */
  readonly phash?: string | undefined;
  /** More pages that are not to be shown: a host, or a host and how the rest begins. */
  readonly blocked?: readonly string[];
}

/** Whether a hit must not reach the planner: a benchmark page, or the question's own image out of the benchmark. */
export function leaks(hit: Hit, { image, phash, blocked = [] }: LeakGuard): boolean {
  const address = hit.url === undefined ? undefined : addressOf(hit.url);
  if (address && [...benchmarkPages, ...blocked].some((page) => isOf(address, page))) return true;
  if (hit.benchmark !== true) return false;
  if (!hit.image) return true;
  if (hit.image.sha256 === image) return true;
  return phash !== undefined && hit.image.phash !== undefined && hashDistance(hit.image.phash, phash) <= samePicture;
}

interface Address {
  readonly host: string;
  /** Path and query. */
  readonly rest: string;
}

/** An address in lower case, its escapes undone; undefined for what is none. */
function addressOf(text: string): Address | undefined {
  const url = /^[a-z][a-z\d+.-]*:/iu.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, search } = new URL(url);
  return { host: hostname.replace(/\.$/u, ''), rest: unescaped(`${pathname}${search}`).toLowerCase() };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether an address is on a page's host or below it, and goes on as the page does. */
function isOf({ host, rest }: Address, page: string): boolean {
  const blocked = addressOf(page);
  if (!blocked) return false;
  return (host === blocked.host || host.endsWith(`.${blocked.host}`)) && rest.startsWith(blocked.rest);
}
