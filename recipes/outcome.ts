import { z } from 'zod';

/** A part of a kept item that fell, for example one QA of an image. Becomes a line of the rejects with its `unit`. */
export const partReject = z
  .object({
    /** Which part of the item: `qa/0`, `region/3`. */
    unit: z.string(),
    kind: z.enum(['dropped', 'failed']),
    /** Stable reason code, `operator_rule:new_object` or `not_improved`. */
    reason: z.string(),
    detail: z.record(z.string(), z.json()).optional(),
  })
  .readonly();
export type PartReject = z.infer<typeof partReject>;

/** Fields of a produced row besides id, origin, parents, round and calls, which the runner adds. */
export type RowFields = Readonly<Record<string, z.core.util.JSONType>>;

/** What an item program makes of one input row: exactly one of these. */
export type Outcome =
  | { readonly kind: 'kept'; readonly rows: readonly RowFields[]; readonly rejects?: readonly PartReject[] }
  | {
      readonly kind: 'dropped';
      readonly reason: string;
      readonly detail?: RowFields;
      readonly rejects?: readonly PartReject[];
    }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly detail?: RowFields;
      readonly rejects?: readonly PartReject[];
    };

/**
 * Thrown by services and item programs when the item cannot be made. The runner turns it into a `failed` outcome.
 * `reason` is a stable code (`parse_error`, `refused`, `cut_short`, `bad_request`, `endpoint_error`, `image_unreadable`);
 * `detail` must be a pure function of the answers: no times, hosts or attempt counts.
 */
export class ItemFailure extends Error {
  override readonly name = 'ItemFailure';
  readonly reason: string;
  readonly detail: RowFields | undefined;

  constructor(reason: string, message: string, detail?: RowFields) {
    super(message);
    this.reason = reason;
    this.detail = detail;
  }
}
