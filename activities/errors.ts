/** Exit codes of the command (docs/operations.md): what kind of trouble an error is for its user. */
export type ExitCode = 1 | 2 | 3 | 4 | 5;

const exitCodes = {
  artifact_damaged: 1,
  campaign_failed: 1,
  training_failed: 1,
  spec_invalid: 2,
  file_missing: 2,
  seed_empty: 2,
  seed_invalid: 2,
  output_unwritable: 2,
  format_unfit: 2,
  gold_invalid: 2,
  predictions_invalid: 2,
  usage: 2,
  review_invalid: 2,
  corpus_invalid: 2,
  endpoint_unreachable: 3,
  endpoint_rejects: 3,
  ffmpeg_missing: 3,
  model_not_served: 3,
  store_unreachable: 3,
  store_refused: 3,
  store_without_conditional_put: 3,
  temporal_unreachable: 3,
  trainer_rejects: 3,
  trainer_unreachable: 3,
  campaign_not_found: 4,
  corpus_not_found: 4,
  row_not_found: 4,
  identity_conflict: 5,
  campaign_running: 5,
  review_closed: 5,
  output_conflict: 5,
} as const satisfies Record<string, ExitCode>;

export type ErrorCode = keyof typeof exitCodes;

/** One sentence that says what is wrong, where, and what to do. Match on `code`, never on the message. */
export class MmsynthError extends Error {
  override readonly name = 'MmsynthError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get exitCode(): ExitCode {
    return exitCodes[this.code];
  }
}
