import { plural } from '../../counted.ts';
import { numerals } from '../../numerals.ts';
import type { RegionAnnotation, Source } from '../annotations/annotation.ts';
import type { AnnotationDraft } from '../annotations/identify.ts';

const template: Source = { kind: 'template', name: 'list-of-objects', version: '1', round: 1 };

interface Mention {
  readonly phrase: string;
  readonly regions: readonly RegionAnnotation[];
}

/**
 * A sentence made by code from boxes, `Two sheep and a dog.`, with each phrase tied to its boxes. Nothing where there are no
 * boxes. It stands in for the text class where no model captions, and says so in its source.
 */
export function templateText(regions: readonly RegionAnnotation[]): AnnotationDraft[] {
  const kinds = [...new Set(regions.map(({ text }) => text))];
  const mentions = kinds.map((kind): Mention => {
    const same = regions.filter(({ text }) => text === kind);
    return { phrase: named(kind, same.length), regions: same };
  });
  if (mentions.length === 0) return [];
  const list = listed(mentions.map(({ phrase }) => phrase));
  const text = `${list.charAt(0).toUpperCase()}${list.slice(1)}.`;
  const unscored = { score: null, scoreKind: 'none', source: template } as const;
  let from = 0;
  const phrases = mentions.flatMap(({ phrase, regions: places }) => {
    const at = text.toLowerCase().indexOf(phrase.toLowerCase(), from);
    const span = [at, at + phrase.length] as const;
    from = span[1];
    return places.map(({ geometry, id, score, scoreKind }): AnnotationDraft => ({
      class: 'text_phrase_region',
      granularity: 'brief',
      text,
      span,
      phrase: text.slice(...span),
      geometry,
      score,
      scoreKind,
      source: template,
      parents: [id],
    }));
  });
  return [{ class: 'text', granularity: 'brief', text, parents: regions.map(({ id }) => id), ...unscored }, ...phrases];
}

function named(kind: string, count: number): string {
  if (count === 1) return `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}`;
  return `${count === 0 ? 'no' : (numerals[count] ?? String(count))} ${plural(kind)}`;
}

function listed(phrases: readonly string[]): string {
  const last = phrases.at(-1) ?? '';
  return phrases.length < 2 ? last : `${phrases.slice(0, -1).join(', ')} and ${last}`;
}
