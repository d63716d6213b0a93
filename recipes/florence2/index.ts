export { annotationClasses, captionLevels, type Annotation, type AnnotationClass } from './annotations/annotation.ts';
export { dequantizeBox, quantizeBox, type Box, type Size } from './locations.ts';
export { parseTaskOutput, type FlorenceResult, type ParseOptions } from './parse-task-output.ts';
export { pictureRow, type PictureRow } from './picture-row.ts';
export { recipe } from './recipe.ts';
export { pickRegionText, type RegionTextCandidate } from './region-text/pick-region-text.ts';
export { taskPrompt, trainedPrompt, type TaskQuestion, type TrainedPrompts } from './tasks/task-prompt.ts';
export { tasks, taskTokens, type TaskToken } from './tasks/tasks.ts';
