export { describeScene } from './describe-scene.ts';
export { VISION_MODEL } from './model-files.ts';
export { VisionError, type VisionErrorCode } from './vision-error.ts';
export { createVision, type Vision, type VisionOptions } from './vision.ts';
