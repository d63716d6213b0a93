import { allEnded } from '../../all-ended.ts';
import { ItemFailure } from '../../outcome.ts';
import type { Proposals, Services } from '../../services.ts';
import type { Source } from '../annotations/annotation.ts';
import type { AnnotationDraft } from '../annotations/identify.ts';
import type { Florence2Options } from '../options.ts';
import type { Size } from '../locations.ts';

const detector: Source = { kind: 'specialist', name: 'object-detector', version: 'centernet-3.3.6', round: 1 };
const reader: Source = { kind: 'specialist', name: 'text-reader', version: 'ppocr-v4-1.4.2', round: 1 };

export interface Seen {
  readonly drafts: readonly AnnotationDraft[];
  readonly nsfw: number | null;
}

/** What the local specialists propose of a picture, below every threshold too: the filters decide, and record what fell. */
export async function bySpecialists(
  sha256: string,
  size: Size,
  services: Services,
  { specialists }: Florence2Options,
): Promise<Seen> {
  const looks = specialists.includes('objects') || specialists.includes('text');
  const [proposals, nsfw] = await allEnded([
    looks ? asked(services.propose)(sha256) : undefined,
    specialists.includes('nsfw') ? asked(services.rateNsfw)(sha256) : null,
  ]);
  const drafts =
    proposals === undefined
      ? []
      : [
          ...(specialists.includes('objects') ? objectsOf(proposals, size) : []),
          ...(specialists.includes('text') ? linesOf(proposals, size) : []),
        ];
  return { drafts, nsfw };
}

function asked<Service>(service: Service | undefined): Service {
  if (service === undefined) throw new ItemFailure('no_specialists', 'this worker has no local specialists');
  return service;
}

const inPixels = (shares: readonly number[], { width, height }: Size): number[] =>
  shares.map((share, at) => share * (at % 2 === 0 ? width : height));

function objectsOf({ objects }: Proposals, size: Size): AnnotationDraft[] {
  return objects.map(({ label, bbox, score }) => ({
    class: 'region_text',
    granularity: 'phrase',
    text: label,
    geometry: { type: 'box', pixels: inPixels(bbox, size) },
    score,
    scoreKind: 'detector',
    source: detector,
    parents: [],
  }));
}

function linesOf({ text: lines }: Proposals, size: Size): AnnotationDraft[] {
  return lines.map(({ text, quad, score }) => ({
    class: 'region_text',
    granularity: 'phrase',
    text,
    geometry: { type: 'quad', pixels: inPixels(quad, size) },
    score,
    scoreKind: 'detector',
    source: reader,
    parents: [],
  }));
}
