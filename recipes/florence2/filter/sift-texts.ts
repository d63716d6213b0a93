import type { RegionAnnotation, TextAnnotation } from '../annotations/annotation.ts';
import type { Richness } from '../language/richness.ts';
import type { ParsedToken } from '../language/parsed-text.ts';
import type { Filters } from '../options.ts';
import { repeatedShare } from './repeated-share.ts';
import { sift, type Dropped, type Sifted } from './verdict.ts';

export interface MeasuredText {
  readonly annotation: TextAnnotation;
  readonly tokens: readonly ParsedToken[];
  readonly richness: Richness;
}

type Fall = Omit<Dropped, 'annotation'>;

/** Texts by length, number of objects, complexity, repetition, script, and whether their objects are seen by some region. */
export function siftTexts(
  texts: readonly MeasuredText[],
  regions: readonly RegionAnnotation[],
  settings: Filters,
): Sifted<TextAnnotation> {
  const measured = new Map(texts.map((text) => [text.annotation.id, text]));
  const seen = new Set(regions.flatMap(({ text }) => wordsOf(text)));
  return sift(
    texts.map(({ annotation }) => annotation),
    (annotation) => {
      // A template says what the boxes say, in one form: nothing of it is to be doubted here.
      const text = annotation.source.kind === 'template' ? undefined : measured.get(annotation.id);
      return (
        text && (plainFault(text, settings) ?? complexityFault(text, settings) ?? groundingFault(text, seen, settings))
      );
    },
  );
}

function plainFault({ annotation, tokens, richness }: MeasuredText, settings: Filters): Fall | undefined {
  const { granularity, text } = annotation;
  const [least, most] = settings.tokens[granularity];
  if (richness.tokens < least) return { reason: 'few_words', detail: { words: richness.tokens } };
  if (richness.tokens > most) return { reason: 'many_words', detail: { words: richness.tokens } };
  const repeated = repeatedShare(tokens.map((token) => token.text.toLowerCase()));
  if (repeated >= settings.repetition) return { reason: 'repetitive', detail: { repeated } };
  return inScript(text, settings.script) ? undefined : { reason: 'wrong_script' };
}

/** Objects, and with them actions, must be told with some structure (paper, section 4.2, after DiHT). */
function complexityFault({ annotation, richness }: MeasuredText, settings: Filters): Fall | undefined {
  const { granularity } = annotation;
  const { objects, objectDegree, actionDegree } = richness;
  if (objects > settings.objects[granularity]) return { reason: 'many_objects', detail: { objects } };
  if (objectDegree < settings.objectDegree)
    return { reason: 'low_object_complexity', detail: { degree: objectDegree } };
  return granularity !== 'brief' && actionDegree < settings.actionDegree
    ? { reason: 'low_action_complexity', detail: { degree: actionDegree } }
    : undefined;
}

function groundingFault({ tokens }: MeasuredText, seen: ReadonlySet<string>, settings: Filters): Fall | undefined {
  const nouns = tokens.filter(({ pos, compound }) => pos === 'NOUN' && !compound);
  if (nouns.length === 0 || seen.size === 0) return undefined;
  const grounded = nouns.filter(({ text }) => wordsOf(text).some((word) => seen.has(word))).length / nouns.length;
  return grounded < settings.grounded ? { reason: 'ungrounded', detail: { grounded } } : undefined;
}

/** Words in lower case, plural endings cut: `dogs` is seen by a region `dog`. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).map((word) => (word.length > 3 ? word.replace(/s$/u, '') : word));
}

function inScript(text: string, script: Filters['script']): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (script === 'any' || letters === 0) return true;
  const own = text.match(script === 'han' ? /\p{Script=Han}/gu : /\p{Script=Latin}/gu)?.length ?? 0;
  return own / letters >= 0.8;
}
