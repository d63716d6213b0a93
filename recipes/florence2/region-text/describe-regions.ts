import { allEnded } from '../../all-ended.ts';
import { decodeVector } from '../../embedding.ts';
import { ItemFailure, type PartReject } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { cosine } from '../../vectors.ts';
import type { RegionAnnotation, Source } from '../annotations/annotation.ts';
import type { AnnotationDraft, Picture } from '../annotations/identify.ts';
import { bestFirst } from '../filter/suppress.ts';
import { boundsOf } from '../geometry/place.ts';
import { parseBy } from '../language/parse-by.ts';
import type { Florence2Options } from '../options.ts';
import { cropCaption } from './crop-caption.ts';
import { cropPlace } from './crop-place.ts';
import { nounChunks } from './noun-chunks.ts';
import { pickRegionText } from './pick-region-text.ts';

type RegionText = NonNullable<Florence2Options['regionText']>;

export interface DescribedRegions {
  readonly drafts: readonly AnnotationDraft[];
  /** Regions that could not be described, as parts of the picture. */
  readonly rejects: readonly PartReject[];
}

/**
 * A brief text for each box (paper, section 4.2): the box is cut out and captioned; of its label, the caption and the caption's noun
 * phrases the one closest to the cut by image-text similarity is taken. The best boxes first, `settings.most` of them.
 */
export async function describeRegions(
  regions: readonly RegionAnnotation[],
  picture: Picture,
  services: Services,
  options: Florence2Options,
  settings: RegionText,
  round: number,
): Promise<DescribedRegions> {
  const chosen = regions.toSorted(bestFirst).slice(0, settings.most);
  const rejects: PartReject[] = [];
  const drafts = await allEnded(
    chosen.map(async (region): Promise<AnnotationDraft[]> => {
      try {
        return [await describe(region)];
      } catch (error) {
        if (!(error instanceof ItemFailure)) throw error;
        rejects.push({ unit: `region/${region.id}`, kind: 'failed', reason: error.reason });
        return [];
      }
    }),
  );
  return { drafts: drafts.flat(), rejects: rejects.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)) };

  async function describe(region: RegionAnnotation): Promise<AnnotationDraft> {
    if (!services.crop || !services.embed) throw new ItemFailure('no_crops', 'this worker cannot cut pictures');
    // By what it is, not its rank: other thresholds leave the answers of the regions that stay.
    const name = `region/${region.id}`;
    const place = cropPlace(boundsOf(region.geometry), picture, settings.margin);
    const crop = await services.crop(picture.sha256, place);
    const caption = await cropCaption(crop, `${name}/caption`, services, options);
    const chunks = nounChunks(await parseBy(options.parser, caption.text, services));
    const said = [region.text, caption.text, ...chunks].filter((text) => text !== '');
    const texts = said.filter((text, n) => said.findIndex((one) => plain(one) === plain(text)) === n);
    const { embedder: model } = settings;
    const [ofTexts, ofCrop] = await allEnded([
      services.embed({ name: `${name}/texts`, model, input: { texts } }),
      services.embed({ name: `${name}/crop`, model, input: { image: crop } }),
    ]);
    const seen = vectorOf(ofCrop.value.vectors[0]);
    const candidates = texts.map((text, n) => ({
      text,
      similarity: similarityOf(vectorOf(ofTexts.value.vectors[n]), seen),
    }));
    const text = pickRegionText(candidates) ?? region.text;
    const similarity = candidates.find((one) => one.text === text)?.similarity ?? 0;
    const captioned: Source = { kind: 'model', name: caption.model, version: caption.version, round };
    return {
      class: 'region_text',
      granularity: 'brief',
      text,
      geometry: region.geometry,
      score: Math.max(0, Math.min(1, similarity)),
      scoreKind: 'similarity',
      source: text === region.text ? region.source : captioned,
      parents: [region.id],
    };
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[.\s]+$/u, '');
const vectorOf = (encoded = ''): Float32Array => decodeVector(encoded);

function similarityOf(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length)
    throw new ItemFailure(
      'bad_vectors',
      `the embedder gave ${a.length} values for a text and ${b.length} for a picture`,
    );
  return cosine(a, b);
}
