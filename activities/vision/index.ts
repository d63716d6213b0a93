export { captionScene } from './caption-scene.ts';
export { describeScene } from './describe-scene.ts';
export { mainColours } from './main-colours.ts';
export { NSFW_MODEL, NSFW_WEIGHTS_SHA256, VISION_MODEL } from './model-files.ts';
export { VisionError, type VisionErrorCode } from './vision-error.ts';
export { createVision, sifted, type Vision, type VisionOptions } from './vision.ts';
