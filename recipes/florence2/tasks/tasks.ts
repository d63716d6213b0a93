/** What a task's prompt takes besides its token. */
export type TaskInput = 'none' | 'text' | 'names' | 'region';

/** The form of a task's answer, which decides the grammar that reads it. */
export type AnswerForm = 'text' | 'boxes' | 'proposals' | 'grounding' | 'quads' | 'polygons' | 'boxes_or_polygons';

interface Task {
  readonly input: TaskInput;
  readonly answer: AnswerForm;
}

/** The 15 task tokens of Florence-2 (arXiv 2311.06242; the published processor), with input and answer. */
export const tasks = {
  '<CAPTION>': { input: 'none', answer: 'text' },
  '<DETAILED_CAPTION>': { input: 'none', answer: 'text' },
  '<MORE_DETAILED_CAPTION>': { input: 'none', answer: 'text' },
  '<OD>': { input: 'none', answer: 'boxes' },
  '<DENSE_REGION_CAPTION>': { input: 'none', answer: 'boxes' },
  '<REGION_PROPOSAL>': { input: 'none', answer: 'proposals' },
  '<OCR>': { input: 'none', answer: 'text' },
  '<OCR_WITH_REGION>': { input: 'none', answer: 'quads' },
  '<CAPTION_TO_PHRASE_GROUNDING>': { input: 'text', answer: 'grounding' },
  '<REFERRING_EXPRESSION_SEGMENTATION>': { input: 'text', answer: 'polygons' },
  '<REGION_TO_SEGMENTATION>': { input: 'region', answer: 'polygons' },
  '<OPEN_VOCABULARY_DETECTION>': { input: 'names', answer: 'boxes_or_polygons' },
  '<REGION_TO_CATEGORY>': { input: 'region', answer: 'text' },
  '<REGION_TO_DESCRIPTION>': { input: 'region', answer: 'text' },
  '<REGION_TO_OCR>': { input: 'region', answer: 'text' },
} as const satisfies Readonly<Record<`<${string}>`, Task>>;

export type TaskToken = keyof typeof tasks;
export const taskTokens = Object.keys(tasks) as TaskToken[];

/** Form of the answer to any token; like the reference, one it does not know is read as plain text. */
export function answerForm(task: string): AnswerForm {
  return task in tasks ? tasks[task as TaskToken].answer : 'text';
}
