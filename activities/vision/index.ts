export { describeScene } from './describe-scene.ts';
export { VISION_MODEL } from './model-files.ts';
export { NSFW_MODEL, NSFW_WEIGHTS_SHA256 } from './nsfw-rater.ts';
export { VisionError, type VisionErrorCode } from './vision-error.ts';
export { createVision, sifted, type Vision, type VisionOptions } from './vision.ts';
