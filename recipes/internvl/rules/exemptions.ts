import type { SampleDomain } from '../samples/sample.ts';
import type { RuleName } from './rule-names.ts';

const loops: readonly RuleName[] = [
  'R2_duplicate_lines',
  'R3_duplicate_line_characters',
  'R4_duplicate_paragraphs',
  'R5_top_ngram',
  'R6_duplicate_ngrams',
];
const codeLike: readonly RuleName[] = [...loops, 'R12_special_characters'];
const listLike: readonly RuleName[] = ['R2_duplicate_lines', 'R5_top_ngram', 'R6_duplicate_ngrams'];

/** Rules that say nothing of a domain: code repeats, formulas are special characters, lists of regions repeat labels (spec §a.2). */
export const exemptions: Readonly<Record<SampleDomain, readonly RuleName[]>> = {
  general: [],
  academic: [],
  code: codeLike,
  table: codeLike,
  math: ['R12_special_characters'],
  grounding: [...listLike, 'R12_special_characters'],
  ocr: listLike,
};
