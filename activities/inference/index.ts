export { createAdaptiveLimit, type AdaptiveLimitOptions } from './admission/adaptive-limit.ts';
export type { ChatBody, Completion, CompletionRequest, FinishReason } from './completion.ts';
export type { EndpointStatus } from './endpoint-status.ts';
export { InferenceError, type InferenceErrorCode } from './errors.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export type { ImageSource } from './images/images.ts';
export type { ImageBytes } from './images/downscale.ts';
export { createCappedLimit, type Limit, type LimitSample } from './admission/limit.ts';
export type { BaseUrlProbe, ProbeResult } from './probe.ts';
