import { captionLevels, type Annotation } from '../annotations/annotation.ts';
import { outlineOverlap } from '../geometry/outline-overlap.ts';
import { boundsOf } from '../geometry/place.ts';
import { humanAnnotations } from '../seed/human-annotations.ts';
import type { PictureRow } from '../picture-row.ts';
import type { Labels } from '../seed/labels.ts';
import type { Picture } from '../annotations/identify.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { MergeSettings } from '../options.ts';
import { sameLabel } from '../merge/same-label.ts';
import { bestFirst } from '../filter/suppress.ts';
import { averagePrecision, type FoundBox, type GoldBox } from './average-precision.ts';
import { cider, type CaptionPair } from './cider.ts';
import { metPhrases, recallAtOne, type GroundedPhrase } from './grounding-recall.ts';
import { goldRegions, namesIt, regionTextCounts, type RegionTextCounts } from './region-text-accuracy.ts';
import { wilson } from './wilson.ts';
import { wordF1 } from './word-f1.ts';

/** A box no score was given for stands in the middle of the ranking. */
const UNSCORED = 0.5;

export interface GoldMeasures {
  /** A picture of the gold with what was found in it; people's own labels are not judged. */
  add(picture: Picture, gold: Labels, found: readonly Annotation[], active: PictureRow['active']): void;
  facts(): StageFacts;
}

/**
 * Detection, grounding, texts of regions and reading against the gold set, which is held in memory: it is small by its nature. Labels
 * mean the same by the settings of merging.
 */
export function goldMeasures(settings: Pick<MergeSettings, 'likeness' | 'synonyms'>): GoldMeasures {
  const gold: GoldBox[] = [];
  const found: FoundBox[] = [];
  const phrases: GroundedPhrase[] = [];
  const read: string[] = [];
  const written: string[] = [];
  const captions: CaptionPair[] = [];
  /** Of each outline of the gold, the best overlap. */
  const outlined: number[] = [];
  const labelled: RegionTextCounts[] = [];
  const described: RegionTextCounts[] = [];
  let pictures = 0;
  return {
    add(picture, labels, annotations, active) {
      pictures += 1;
      const image = picture.sha256;
      for (const one of humanAnnotations({ ...labels, phrases: [] }, picture)) {
        if (one.class !== 'region_text') continue;
        const { geometry, text } = one;
        if (geometry.type === 'quad') written.push(text);
        else if (geometry.type === 'polygons')
          outlined.push(
            Math.max(
              0,
              ...annotations.map((other) =>
                other.class === 'region_text' &&
                other.source.kind !== 'human' &&
                other.geometry.type === 'polygons' &&
                plain(other.text) === plain(text)
                  ? outlineOverlap(geometry.pixels, other.geometry.pixels)
                  : 0,
              ),
            ),
          );
        else gold.push({ image, label: one.text, box: boundsOf(one.geometry) });
      }
      const judged = annotations.filter(({ source }) => source.kind !== 'human');
      for (const one of judged) {
        if (one.class !== 'region_text' || one.granularity !== 'phrase') continue;
        if (one.geometry.type === 'quad') read.push(one.text);
        else if (one.geometry.type === 'box')
          found.push({ image, label: one.text, box: boundsOf(one.geometry), score: one.score ?? UNSCORED });
      }
      const regions = goldRegions(humanAnnotations(labels, picture));
      const told = (level: 'phrase' | 'brief') =>
        judged.filter((one) => one.class === 'region_text' && one.granularity === level);
      labelled.push(regionTextCounts(regions, told('phrase'), (text, wanted) => sameLabel(text, wanted, settings)));
      described.push(regionTextCounts(regions, told('brief'), namesIt));
      for (const level of captionLevels) {
        const wanted = labels.captions[level];
        const texts = judged.filter((one) => one.class === 'text' && one.granularity === level);
        // Where a person's text is the active one, the last that is not is judged.
        const caption = texts.find(({ id }) => id === active[level]) ?? texts.at(-1);
        if (wanted !== undefined) captions.push({ found: caption?.text ?? '', gold: [wanted] });
      }
      for (const { phrase, boxes } of labels.phrases) {
        const wanted = boxes.map(
          ([x0, y0, x1, y1]) =>
            [x0 * picture.width, y0 * picture.height, x1 * picture.width, y1 * picture.height] as const,
        );
        phrases.push({ gold: wanted, found: placesOf(phrase, judged) });
      }
    },
    facts() {
      const { map, map50 } = averagePrecision(found, gold);
      const likely = wilson(metPhrases(phrases), phrases.length);
      const [texts, briefs] = [total(labelled), total(described)];
      const textsLikely = wilson(texts.right, texts.regions);
      return {
        goldPictures: pictures,
        goldBoxes: gold.length,
        goldPhrases: phrases.length,
        goldLines: written.length,
        goldCaptions: captions.length,
        goldOutlines: outlined.length,
        map,
        map50,
        recallAtOne: recallAtOne(phrases),
        recallAtOneLow: likely.low,
        recallAtOneHigh: likely.high,
        goldRegions: texts.regions,
        regionTextLocated: shareOf(texts.located, texts.regions),
        regionTextAccuracy: shareOf(texts.right, texts.regions),
        regionTextAccuracyLow: textsLikely.low,
        regionTextAccuracyHigh: textsLikely.high,
        briefTextLocated: shareOf(briefs.located, briefs.regions),
        briefTextAccuracy: shareOf(briefs.right, briefs.regions),
        wordF1: wordF1(read, written),
        cider: cider(captions),
        outlineIou: outlined.length === 0 ? 0 : outlined.reduce((sum, share) => sum + share, 0) / outlined.length,
      };
    },
  };
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const total = (counts: readonly RegionTextCounts[]): RegionTextCounts => {
  const sum = (name: keyof RegionTextCounts): number => counts.reduce((all, one) => all + one[name], 0);
  return { regions: sum('regions'), located: sum('located'), right: sum('right') };
};

/** Places that are named by a phrase or by its last word, the noun: best first. */
function placesOf(phrase: string, annotations: readonly Annotation[]) {
  const wanted = plain(phrase);
  const noun = wanted.split(' ').at(-1);
  const named = (label: string, exact: boolean): boolean => (exact ? plain(label) === wanted : plain(label) === noun);
  const places = (exact: boolean) =>
    annotations
      .flatMap((one) =>
        one.class === 'text' ? [] : [{ one, label: one.class === 'region_text' ? one.text : one.phrase }],
      )
      .filter(({ label }) => named(label, exact))
      .map(({ one }) => one)
      .sort(bestFirst);
  const exact = places(true);
  return (exact.length > 0 ? exact : places(false)).map(({ geometry }) => boundsOf(geometry));
}

const plain = (label: string): string =>
  label
    .toLowerCase()
    .replace(/^(?:an?|the)\s+/u, '')
    .trim();
