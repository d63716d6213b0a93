/** The three evolution operators, by the paper's names (section 4 of arXiv 2409.05840). */
export const operators = ['perceptual', 'cognitive', 'interactive'] as const;
export type Operator = (typeof operators)[number];

/** Names the official code gives the operators in its `evo_path` files. */
export const officialOperatorNames: Readonly<Record<Operator, string>> = {
  perceptual: 'bf_in_breath',
  cognitive: 'df_cot',
  interactive: 'df_format',
};

/** The nine atomic skills, as they stand in the data. */
export const skills = [
  'Grounding Ability',
  'Referencing Ability',
  'Calculating Ability',
  'OCR Ability',
  'Existence Ability',
  'Relationship Description Ability',
  'Context Understanding Ability',
  'Behavior Prediction Ability',
  'Knowledge Integration Ability',
] as const;
export type Skill = (typeof skills)[number];

/** The 17 task forms of the interactive operator. */
export const forms = [
  'region_selection',
  'missing_object_selection',
  'text_image_matching',
  'object_region_matching',
  'completeness_of_response',
  'fill_in_the_blank',
  'image_style_classification',
  'art_type',
  'rationales_generation',
  'text_detection',
  'text_translation',
  'coreference_resolution',
  'instruction_following',
  'depth_order',
  'relative_distance',
  'creative_content_generation',
  'multi_choice',
] as const;
export type Form = (typeof forms)[number];

/** Prefix of a format the model invented outside the 17: `new_form: haiku`. */
export const newFormPrefix = 'new_form';

export const imagePositions = ['single', 'top left', 'top right', 'lower left', 'lower right'] as const;
