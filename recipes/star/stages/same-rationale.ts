import type { StarOptions } from '../options.ts';

/** What makes two right rationales of one problem the same; undefined where none are. */
export function sameKey(completion: string, dedupKey: StarOptions['dedupKey']): string | undefined {
  if (dedupKey === 'none') return undefined;
  const equations = dedupKey === 'equation-list' ? equationsOf(completion) : [];
  return equations.length === 0 ? `text ${completion.replace(/\s+/g, ' ').trim()}` : `equations ${equations.join(' ')}`;
}

/** The calculations of a text in order, without white space: `<<48/2=24>>`, or else whatever stands around an equals sign. */
export function equationsOf(text: string): readonly string[] {
  const plain = (equation: string | undefined): string => (equation ?? '').replace(/[\s$,]+/g, '');
  const marked = [...text.matchAll(/<<([^<>]*)>>/g)].map(([, equation]) => plain(equation));
  if (marked.length > 0) return marked;
  return [...text.matchAll(/[\d.)(][\d\s.,$+*/x×÷%()-]*=\s*\$?-?[\d.,]*\d/g)].map(([equation]) => plain(equation));
}
