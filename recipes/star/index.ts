export { goldAnswer, isCorrect } from './compare-answers.ts';
export { starDatasets, type StarDataset, type StarProblem } from './dataset.ts';
export { extractAnswer } from './extract-answer.ts';
export { addHint, askQuestion } from './question.ts';
export { trainingSteps } from './training-steps.ts';
