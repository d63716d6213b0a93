import type { RuleName } from '../../../recipes/mmevol/rules/rule-names.ts';

const rules: Readonly<Record<RuleName, string>> = {
  schema: 'Not a complete item',
  box_given: 'It names a box that was not given',
  boxes_needed: 'It counts or locates, but the image has no boxes',
  no_meta_words: 'It speaks of the question instead of the image',
  new_object: 'No object that its parent lacks',
  new_question: 'The same question as its parent',
  steps_length: 'Far more or fewer steps than its parent',
  objects_length: 'Far more or fewer objects than its parent',
  skills_length: 'Far more or fewer skills than its parent',
  more_steps: 'No more steps than its parent',
  new_parts: 'Not one or two new objects or skills',
  reasoning_cue: 'The question does not end by asking for the reasoning',
  longer_answer: 'The answer is no longer than its parent’s',
  new_form: 'The same form of task as its parent',
  known_form: 'A form of task that is not known',
  same_image_position: 'It moved to another image of the mosaic',
};

const reasons: Readonly<Record<string, string>> = {
  not_improved: 'The judge saw no improvement over its parent',
  adds_nothing: 'Nothing in it is new, by a rule in code',
  no_unused_fact: 'The record tells nothing more to ask about',
  no_form: 'No form of task can be made of it',
  not_a_question: 'The model wrote no question',
  not_a_sentence: 'The model wrote no whole sentence',
  ungrounded: 'The model wrote a word that its task does not give',
  meaning_lost: 'The model lost the meaning of its task',
  tells_the_answer: 'The model’s question tells the answer',
  all_eliminated: 'None of the image’s questions survived the round',
  duplicate_question: 'Another question of the image asks the same',
  judge_count_mismatch: 'The judge’s verdicts did not match the questions in number',
  judge_bad_improved: 'The judge said neither yes nor no',
  judge_bad_score: 'The judge gave no score',
  merged: 'Joined to an earlier record about the same image',
  text_only: 'The record has no image',
  no_turns: 'The record has no question',
  odd_turns: 'The turns do not make pairs of question and answer',
  turn_order: 'The turns do not alternate between question and answer',
  empty_question: 'A question is empty',
  bad_box: 'A box is not given in fractions of the image',
  several_images: 'The record has more than one image',
};

const isRule = (name: string): name is RuleName => Object.hasOwn(rules, name);

/** A reject reason of MMEvol in plain words. */
export function explainReason(reason: string): string | undefined {
  const [family, name] = reason.split(':');
  if (family === 'operator_rule' && name !== undefined && isRule(name)) return rules[name];
  if (family === 'schema_violation') return name === undefined ? 'Not a complete item' : `Not a complete item: ${name}`;
  return Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
}
