/**
 * Why something of the web was not fetched.
 *
 * | code | meaning |
 * |---|---|
 * | `bad_url` | no URL, neither http nor https, or with a user name in it |
 * | `blocked_address` | its host is, or resolves to, an address that is not public |
 * | `too_many_redirects` | more than the limit |
 * | `http_status` | an answer other than 200 |
 * | `too_large`, `too_slow` | more bytes, or more time, than the limit |
 * | `wrong_type` | by content none of the types asked for |
 * | `unreachable` | no connection, no such host, a torn answer |
 */
export type FetchErrorCode =
  | 'bad_url'
  | 'blocked_address'
  | 'too_many_redirects'
  | 'http_status'
  | 'too_large'
  | 'too_slow'
  | 'wrong_type'
  | 'unreachable';

export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly code: FetchErrorCode;

  constructor(code: FetchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
