import { packable, tileSlots, type Pack, type PackLimits, type Sample, type SampleId } from './pack.ts';

export interface OnlineLimits extends PackLimits {
  /** Unfinished packs kept at once; above it the fullest is emitted. @default 20 (released recipes) */
  readonly bufferSize?: number;
  /** `paper`: most tiles, then most tokens, then smallest id first. `repo`: most tiles first, equals in order of arrival. @default 'paper' */
  readonly compat?: 'paper' | 'repo';
}

interface Buffer {
  readonly ids: SampleId[];
  tokens: number;
  tiles: number;
}

/**
 * Packs a stream as the trainer does (InternVL 2.5, section 3.3): each sample joins the first buffer it fits in, fullest first;
 * a buffer that reaches a limit is emitted at once, the fullest where there are more than `bufferSize`, the rest at the end.
 * A sample beyond a limit is left out.
 */
export function* packOnline(samples: Iterable<Sample>, limits: OnlineLimits): Generator<Pack> {
  const { maxTokens, maxTiles, bufferSize = 20, compat = 'paper' } = limits;
  const before = compat === 'repo' ? fullerByTiles : fuller;
  const buffers: Buffer[] = [];
  for (const sample of samples) {
    if (!packable(sample, limits)) continue;
    const slots = tileSlots(sample, limits);
    const at = buffers.findIndex(
      ({ tokens, tiles }) => tokens + sample.tokens <= maxTokens && tiles + slots <= maxTiles,
    );
    const [buffer = { ids: [], tokens: 0, tiles: 0 }] = at < 0 ? [] : buffers.splice(at, 1);
    buffer.ids.push(sample.id);
    buffer.tokens += sample.tokens;
    buffer.tiles += slots;
    if (buffer.tokens >= maxTokens || buffer.tiles >= maxTiles) {
      yield buffer;
      continue;
    }
    const place = buffers.findIndex((other) => before(buffer, other));
    buffers.splice(place < 0 ? buffers.length : place, 0, buffer);
    const head = buffers.length > bufferSize ? buffers.shift() : undefined;
    if (head) yield head;
  }
  yield* buffers;
}

/** A newcomer stands after its equals. */
const fullerByTiles = (a: Buffer, b: Buffer): boolean => a.tiles > b.tiles;

function fuller(a: Buffer, b: Buffer): boolean {
  if (a.tiles !== b.tiles) return a.tiles > b.tiles;
  if (a.tokens !== b.tokens) return a.tokens > b.tokens;
  return smallest(a.ids) < smallest(b.ids);
}

const smallest = (ids: readonly SampleId[]): SampleId => ids.reduce((least, id) => (id < least ? id : least));
