/** A request this server refuses, in OpenAI's terms. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly param: string | null;

  constructor(status: number, code: string, message: string, param: string | null = null) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

/** The local model cannot be set up on this machine: exit code 4, one sentence that names the fix. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';

  constructor(reason: string) {
    super(
      `${reason}, or name a served endpoint under models.<name>.baseUrls in the spec and leave the local model out.`,
    );
  }
}

/** The body of a refusal in OpenAI's error shape. */
export function errorBody(error: RequestError): { error: Record<string, string | null> } {
  const type = error.status < 500 ? 'invalid_request_error' : 'server_error';
  return { error: { message: error.message, type, param: error.param, code: error.code } };
}
