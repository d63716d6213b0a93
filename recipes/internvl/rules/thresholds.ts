import type { RuleSettings } from './settings.ts';
import { measureName, type Measured } from './verdict.ts';

/** Where a measure flags: beyond the threshold on its side. */
export type Threshold = Pick<Measured, 'rule' | 'form' | 'threshold' | 'side'>;

const byN = (rule: Threshold['rule'], shares: Readonly<Record<string, number>>): readonly Threshold[] =>
  Object.entries(shares).map(([form, threshold]) => ({ rule, form, threshold }));

/** Threshold of every form of every rule, by the name of its measure. */
export function thresholdsOf(settings: RuleSettings): ReadonlyMap<string, Threshold> {
  const all: readonly Threshold[] = [
    { rule: 'R14_structure', threshold: 0 },
    { rule: 'R13_empty_or_echo', threshold: 0 },
    { rule: 'R15_image', form: 'side', threshold: settings.shortestSide, side: 'below' },
    { rule: 'R15_image', form: 'aspect', threshold: settings.aspect },
    { rule: 'R15_image', form: 'deviation', threshold: settings.blankDeviation, side: 'below' },
    { rule: 'R15_image', form: 'bytes', threshold: settings.imageBytes, side: 'below' },
    { rule: 'R7_digit_run', threshold: settings.digitRun },
    { rule: 'R8_zero_run', threshold: settings.zeroRun },
    { rule: 'R10_character_run', threshold: settings.characterRun },
    { rule: 'R10_character_run', form: 'line', threshold: settings.ruleLine },
    { rule: 'R11_word_length', threshold: settings.longestWord },
    { rule: 'R9_sentence_length', threshold: settings.longestSentence },
    { rule: 'R9_sentence_length', form: 'mean', threshold: settings.meanSentence },
    { rule: 'R12_special_characters', threshold: settings.specialCharacters },
    { rule: 'R2_duplicate_lines', threshold: settings.duplicateLines },
    { rule: 'R3_duplicate_line_characters', threshold: settings.duplicateLineCharacters },
    { rule: 'R4_duplicate_paragraphs', threshold: settings.duplicateParagraphs },
    { rule: 'R4_duplicate_paragraphs', form: 'characters', threshold: settings.duplicateParagraphCharacters },
    { rule: 'R1_ngram_loop', threshold: settings.ngramLoop },
    ...byN('R5_top_ngram', settings.topNgramCharacters),
    ...byN('R6_duplicate_ngrams', settings.duplicateNgramCharacters),
  ];
  return new Map(all.map((one) => [measureName(one), one]));
}
