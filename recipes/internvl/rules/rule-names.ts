/** The rules by their names in reports and reject reasons, in the order in which they are asked. */
export const ruleNames = [
  'R14_structure',
  'R13_empty_or_echo',
  'R15_image',
  'R7_digit_run',
  'R8_zero_run',
  'R10_character_run',
  'R11_word_length',
  'R9_sentence_length',
  'R12_special_characters',
  'R2_duplicate_lines',
  'R3_duplicate_line_characters',
  'R4_duplicate_paragraphs',
  'R1_ngram_loop',
  'R5_top_ngram',
  'R6_duplicate_ngrams',
] as const;
export type RuleName = (typeof ruleNames)[number];
