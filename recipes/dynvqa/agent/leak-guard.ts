import type { Hit } from '../../retrieval.ts';

/** Pages that hold the benchmark itself; a hit from one of them would be its answer key. Prefixes of host and path. */
export const benchmarkPages: readonly string[] = [
  'github.com/alibaba-nlp/omnisearch',
  'raw.githubusercontent.com/alibaba-nlp/omnisearch',
  'huggingface.co/datasets/zhzhen23/dynvqa',
  'alibaba-nlp.github.io/omnisearch',
  'arxiv.org/abs/2411.02937',
  'arxiv.org/pdf/2411.02937',
  'openreview.net/forum?id=vvdfysql0b',
  'mitalinlp.oss-cn-hangzhou.aliyuncs.com',
];

const bare = (url: string): string => url.toLowerCase().replace(/^https?:\/\/(www\.)?/u, '');

export interface LeakGuard {
  /** sha256 of the question's image. */
  readonly image: string;
  /** Its perceptual hash, where known. */
  readonly phash?: string | undefined;
  /** More prefixes of host and path that are not to be shown. */
  readonly blocked?: readonly string[];
}

/** Whether a hit must not reach the planner: a benchmark page, or the question's own image out of the benchmark. */
export function leaks(hit: Hit, { image, phash, blocked = [] }: LeakGuard): boolean {
  const { url } = hit;
  if (url !== undefined && [...benchmarkPages, ...blocked.map(bare)].some((page) => bare(url).startsWith(page)))
    return true;
  if (hit.benchmark !== true) return false;
  if (!hit.image) return true;
  return hit.image.sha256 === image || (phash !== undefined && hit.image.phash === phash);
}
