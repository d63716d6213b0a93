import { section } from './sections.ts';

/** Who the model is and what it works with; shared by all operators. */
export const role = section(
  'Role and task',
  'You write training data for a vision-language model. You see one image, a caption, object boxes and a list of questions with answers about it.',
  'You rewrite that list so that a model trained on it learns to look more closely and to reason about what it sees.',
);

export const warning = section(
  'Trust the image',
  'Caption and boxes come from other models and may be wrong or incomplete. Check everything against the image itself, and where they disagree, follow the image.',
  'Boxes are [x1, y1, x2, y2], top-left and bottom-right corner as shares of width and height between 0 and 1.',
);

export const skillDefinitions = section(
  'Skills an item may call for',
  'Centred on vision:',
  '- Grounding Ability: tell where a named thing is.',
  '- Referencing Ability: tell what is at a place or box.',
  '- Calculating Ability: count, compare or compute from what is visible.',
  '- OCR Ability: read text.',
  '- Existence Ability: tell whether something is there.',
  'Centred on language:',
  '- Relationship Description Ability: tell how things stand to each other.',
  '- Context Understanding Ability: make sense of the whole scene.',
  '- Behavior Prediction Ability: tell what is about to happen or will be done.',
  '- Knowledge Integration Ability: combine the scene with knowledge of the world.',
);

export const functionDefinitions = section(
  'Functions for the steps (written down, never executed)',
  '- Grounding_i(tgt)->bbx_i: find the box of a target.',
  '- Referring_i(bbx)->tgt_i: look at a box in double size and name what it holds.',
  '- Calculate(tgt)->res_i: compute something of a target.',
  '- OCR_i(tgt)->txt_i: read the text on a target.',
  'Number them with i; a step may use results of earlier steps. You may name further functions of the same kind. A step without one has "None".',
);

export const itemSchema = section(
  'Fields of an item',
  '- image_position: the part of the image it is about, "single" for the whole; keep the value of the item it comes from (for a mosaic of four: "top left", "top right", "lower left", "lower right").',
  '- objects: list of general categories of the things involved.',
  '- skills: list of the skills involved, named as above.',
  '- format: kind of question, such as "Norm", "Complex Reasoning" or a task form.',
  '- question: text.',
  '- steps: list of {"manipulation", "description"}: a function or "None", and what is found with it.',
  '- answer: text, definite; quote boxes of the list below where boxes matter.',
);

/** Constraints every operator shares. */
export const commonConstraints = [
  '- Every question must be solvable from the image and agree with it.',
  '- Never make up coordinates: only boxes of the section Boxes may appear, copied digit by digit.',
  '- If the section Boxes says none, write no coordinates and ask nothing about number or location.',
  '- Steps and answer must fit the question.',
  '- Speak of the image only. Never mention that a question was given, existed before or was rewritten, nor the caption.',
  '- People must be able to understand and answer it.',
];
