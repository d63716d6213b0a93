/** The embedded stack: what the verbs `up`, `down` and `doctor` stand on. */
export { StackError, type StackErrorCode } from './errors.ts';
export { EMBEDDER_MODEL, provisionEmbedder } from './embedder/weights.ts';
export { nsfwWeightsFile, provisionNsfwWeights } from './model/nsfw-weights.ts';
export { type OnProgress, type Progress, progressPrinter } from './progress.ts';
export { SEARCH_ATTRIBUTES } from './search-attributes.ts';
export { configuredTemporal } from './temporal-address.ts';
export { cacheFolder } from './provision/cache.ts';
export { stackHome } from './stack/home.ts';
export { type PartName, type Stack, readStack } from './stack/stack-file.ts';
export { type StartStackOptions, type StartedStack, startStack } from './stack/start-stack.ts';
export { type StopOutcome, stopStack } from './stack/stop-stack.ts';
export { type PartStatus, stackStatus } from './stack/stack-status.ts';
export { applyStackEnvironment, stackEnvironment, withStackEnvironment } from './stack/stack-environment.ts';
export { type Check, allWell } from './doctor/check.ts';
export { ffmpegFile, provisionFfmpeg } from './video/ffmpeg.ts';
export { doctor } from './doctor/doctor.ts';
