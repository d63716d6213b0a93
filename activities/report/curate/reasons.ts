import { ruleNames, type RuleName } from '../../../recipes/internvl/rules/rule-names.ts';

/** What each rule looks for, in plain words. */
export const ruleWords: Readonly<Record<RuleName, string>> = {
  R1_ngram_loop: 'A phrase loops',
  R2_duplicate_lines: 'Lines repeat earlier ones',
  R3_duplicate_line_characters: 'Much of the text is in repeated lines',
  R4_duplicate_paragraphs: 'Paragraphs repeat earlier ones',
  R5_top_ngram: 'One phrase makes up much of the text',
  R6_duplicate_ngrams: 'Much of the text was said before',
  R7_digit_run: 'A very long run of digits',
  R8_zero_run: 'A very long run of zeros',
  R9_sentence_length: 'Sentences of abnormal length',
  R10_character_run: 'One character over and over',
  R11_word_length: 'A word of abnormal length',
  R12_special_characters: 'Mostly special characters',
  R13_empty_or_echo: 'An answer is empty, repeats its question, or holds a placeholder',
  R14_structure: 'Roles, placeholders or boxes are wrong',
  R15_image: 'The image is blank, too small or too narrow',
};

const reasons: Readonly<Record<string, string>> = {
  broken_structure: ruleWords.R14_structure,
  exact_duplicate: 'The same text and image as another sample',
  near_duplicate: 'Nearly the same text as another sample',
  same_image: 'About the same picture as another sample',
  benchmark_text: 'Text of a benchmark',
  benchmark_image: 'A picture of a benchmark',
  low_quality: 'The judge’s score is below the threshold',
  repetition: 'The judge found repetition',
  unscored: 'The judge gave no score that could be read',
  reviewed_out: 'Flagged, and dropped by a person',
  unreviewed: 'Flagged, and nobody gave a verdict in time',
  video: 'The record has a video',
  no_turns: 'The record has no turn',
};

/** A reject reason of curation in plain words. */
export function explainReason(reason: string): string | undefined {
  const rule = ruleNames.find((name) => name.toLowerCase() === reason);
  return rule === undefined ? reasons[reason] : ruleWords[rule];
}
