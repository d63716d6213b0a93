/** Names of the operator rules (acceptance check 3); a broken one is the reject reason `operator_rule:<name>`. */
export const ruleNames = [
  'schema',
  'box_given',
  'boxes_needed',
  'no_meta_words',
  'new_object',
  'new_question',
  'steps_length',
  'objects_length',
  'skills_length',
  'more_steps',
  'new_parts',
  'reasoning_cue',
  'longer_answer',
  'new_form',
  'known_form',
  'same_image_position',
] as const;
export type RuleName = (typeof ruleNames)[number];
