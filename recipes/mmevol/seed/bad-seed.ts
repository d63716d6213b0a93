/** Why a seed record can't become a row; caught by `readSeed`. */
export class BadSeed extends Error {
  override readonly name = 'BadSeed';
  readonly reason: string;
  readonly kind: 'dropped' | 'failed';

  constructor(reason: string, message: string, kind: 'dropped' | 'failed' = 'failed') {
    super(message);
    this.reason = reason;
    this.kind = kind;
  }
}
