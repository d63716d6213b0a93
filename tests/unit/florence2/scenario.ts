import type { ItemContext, ItemInput, Row } from '../../../recipes/item-program.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { ReviewVerdict } from '../../../recipes/review.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { InferCall, Proposals, Services } from '../../../recipes/services.ts';
import { sha256, uniformFrom } from '../../../recipes/sha256.ts';
import type { WholeContext, WholeLine, WholeServices, WholeStage } from '../../../recipes/whole-stage.ts';
import type {
  Annotation,
  RegionAnnotation,
  Source,
  TextAnnotation,
} from '../../../recipes/florence2/annotations/annotation.ts';
import type { Box } from '../../../recipes/florence2/locations.ts';
import { options, type Florence2Options } from '../../../recipes/florence2/options.ts';

export const picture = { sha256: 'a'.repeat(64), width: 640, height: 480 };
export const image = { ...picture, mediaType: 'image/jpeg' };

/** Options with their defaults; specialists are asked for objects only where nothing else is said. */
export const optionsOf = (given: Record<string, unknown> = {}): Florence2Options =>
  options.parse({ specialists: ['objects'], ...given });

export const sourceOf = (kind: Source['kind'], name: string = kind): Source => ({ kind, name, version: '1', round: 1 });

export function region(
  text: string,
  box: Box,
  score: number | null = null,
  given: Partial<RegionAnnotation> = {},
): RegionAnnotation {
  return {
    id: sha256(JSON.stringify([text, box, score, given])).slice(0, 32),
    class: 'region_text',
    granularity: 'phrase',
    text,
    geometry: { type: 'box', pixels: box },
    score,
    scoreKind: score === null ? 'none' : 'detector',
    source: sourceOf('specialist'),
    parents: [],
    ...given,
  };
}

export function textOf(text: string, given: Partial<TextAnnotation> = {}): TextAnnotation {
  const common = { score: null, scoreKind: 'none', source: sourceOf('model'), parents: [] } as const;
  return { id: sha256(text).slice(0, 32), class: 'text', granularity: 'brief', text, ...common, ...given };
}

export const rowOf = (fields: Readonly<Record<string, unknown>>, id = 'row-1', origin = 'item-1'): Row => ({
  id,
  origin,
  parents: [],
  round: 0,
  calls: [],
  ...fields,
});

/** A row of the import. */
export const seedRow = (labels: Record<string, unknown> = {}, id = 'row-1'): Row =>
  rowOf(
    {
      image,
      image_path: 'one.jpg',
      source_id: 'one',
      stated_sha256: null,
      labels: { captions: {}, boxes: [], lines: [], phrases: [], ...labels },
    },
    id,
    id,
  );

/** A row of the dataset. */
export const pictureRowOf = (annotations: readonly Annotation[], id = 'row-1', origin = 'item-1'): Row =>
  rowOf(
    { image, image_path: 'one.jpg', source_id: 'one', nsfw: null, annotations, active: {}, richness: {} },
    id,
    origin,
  );

/** A row between annotation and merging. */
export const candidateRowOf = (
  candidates: readonly Annotation[],
  before: readonly Annotation[] = [],
  nsfw: number | null = null,
): Row => rowOf({ image, image_path: 'one.jpg', source_id: 'one', nsfw, before, candidates, richness: {} });

export const inputOf = (row: Row): ItemInput => ({ seed: row, current: row });

export function contextOf(
  stage: string,
  given: Florence2Options,
  { round = 1, facts = {} }: { readonly round?: number; readonly facts?: Readonly<Record<string, StageFacts>> } = {},
): ItemContext & WholeContext {
  const draw = (purpose: string): number => uniformFrom(7, round, stage, purpose);
  return { campaignSeed: 7, stage, round, itemId: 'item-1', options: given, facts, draw };
}

export interface AskedOnce {
  readonly name: string;
  readonly model: string;
  readonly text: string;
  readonly sample: number;
}

/** Services that answer from a script and re-ask once, as the gateway does. */
export function scripted(script: (call: AskedOnce) => string, proposals?: Proposals) {
  const calls: AskedOnce[] = [];
  const services: Services = {
    infer: async <T>(call: InferCall<T>) => {
      const parts = call.messages.flatMap(({ content }) =>
        typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
      );
      const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
      const asked = { name: call.name, model: call.model, text, sample: call.sample ?? 0 };
      let refused = { reason: '', error: '' };
      for (const key of ['first', 'again']) {
        calls.push(asked);
        const answer = script(asked);
        const parsed = call.parse(answer);
        if (parsed.ok) return { value: parsed.value, key, answer: sha256(answer) };
        refused = parsed;
      }
      throw new ItemFailure(refused.reason, refused.error);
    },
    detect: () => Promise.reject(new Error('the engine takes proposals')),
    ...(proposals ? { propose: async () => proposals, rateNsfw: async () => 0.25 } : {}),
  };
  return { services, calls };
}

/** Everything a whole stage says of these rows. */
export async function said(
  stage: WholeStage,
  inputs: Readonly<Record<string, readonly Row[]>>,
  context: WholeContext,
  verdicts: ReadonlyMap<string, ReviewVerdict> = new Map(),
): Promise<readonly WholeLine[]> {
  const sealed = Object.fromEntries(
    Object.entries(inputs).map(([name, rows]) => [
      name,
      async function* () {
        yield* rows;
      },
    ]),
  );
  const lines: WholeLine[] = [];
  for await (const line of stage(sealed, scratchInMemory(verdicts), context)) lines.push(line);
  return lines;
}

function scratchInMemory(verdicts: ReadonlyMap<string, ReviewVerdict>): WholeServices {
  return {
    scratch() {
      let bytes = Buffer.alloc(0);
      return {
        size: () => bytes.length,
        append: async (more) => void (bytes = Buffer.concat([bytes, more])),
        read: async (start, end) => bytes.subarray(start, end),
      };
    },
    reviewed: async () => verdicts,
  };
}
