/** Why a picture could not be looked at: its own fault (`image_…`), the installation's, or the caller went away. */
export type VisionErrorCode =
  | 'image_unreadable'
  | 'image_oversized'
  | 'image_animated'
  | 'weights_differ'
  | 'weights_missing'
  | 'not_built'
  | 'process_failed'
  | 'closed';

export class VisionError extends Error {
  override readonly name = 'VisionError';
  readonly code: VisionErrorCode;

  constructor(code: VisionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
