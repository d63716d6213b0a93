import type { PhraseAnnotation, TextAnnotation } from '../annotations/annotation.ts';
import { areaOf, boundsOf, overlap } from '../geometry/place.ts';
import { stopPhrases } from '../grammar/stop-phrases.ts';
import type { Filters } from '../options.ts';
import { sift, type Sifted } from './verdict.ts';

/** Nouns that name nothing one could draw a box around (paper, section 4.2: pronouns and abstract concepts). */
const abstract = `area atmosphere background beauty color colour corner day detail effect feeling front idea kind left life lot middle
  moment mood number overall part photo photograph picture place right scene shot side sense style time top type view way`;
const abstractNouns: ReadonlySet<string> = new Set(abstract.trim().split(/\s+/));

/** Text-phrase-region by the text they stand in, phrase, score and place. */
export function siftPhrases(
  phrases: readonly PhraseAnnotation[],
  texts: readonly TextAnnotation[],
  settings: Filters,
): Sifted<PhraseAnnotation> {
  const standing = new Set(texts.map(({ text }) => text));
  const blacklist = new Set(settings.blacklist.map((phrase) => phrase.toLowerCase()));
  const byId = new Map(phrases.map((phrase) => [phrase.id, phrase]));
  return sift(phrases, ({ text, span, phrase, geometry, score, parents }) => {
    if (!standing.has(text)) return { reason: 'text_dropped' };
    if (text.slice(...span) !== phrase) return { reason: 'phrase_not_in_text' };
    if (saysNothing(phrase, blacklist)) return { reason: 'blacklisted_phrase' };
    if (score !== null && score < settings.phraseScore) return { reason: 'low_score' };
    if (areaOf(geometry) === 0) return { reason: 'zero_area' };
    if (geometry.type !== 'polygons') return undefined;
    if (geometry.pixels.every((ring) => ring.length < 6)) return { reason: 'few_vertices' };
    const box = parents.map((id) => byId.get(id)).find((one) => one?.geometry.type === 'box');
    const share = box ? overlap(boundsOf(box.geometry), boundsOf(geometry)) : 1;
    return share < settings.polygonOverlap ? { reason: 'polygon_off_box', detail: { overlap: share } } : undefined;
  });
}

function saysNothing(phrase: string, blacklist: ReadonlySet<string>): boolean {
  const lower = phrase.toLowerCase().trim();
  const noun = lower.replace(/^(?:an?|the|this|that|these|those|its|his|her|their)\s+/u, '');
  return (
    stopPhrases.has(phrase) ||
    stopPhrases.has(lower) ||
    abstractNouns.has(noun) ||
    blacklist.has(lower) ||
    blacklist.has(noun)
  );
}
