export { dequantizeBox, quantizeBox, type Box, type Size } from './locations.ts';
export { parseTaskOutput, type FlorenceResult, type ParseOptions } from './parse-task-output.ts';
export { taskPrompt, trainedPrompt, type TaskQuestion, type TrainedPrompts } from './tasks/task-prompt.ts';
export { tasks, taskTokens, type TaskToken } from './tasks/tasks.ts';
