import { describe, expect, it } from '@jest/globals';
import { InferenceError } from '../../../activities/inference/errors.ts';
import { readReply } from '../../../activities/inference/wire/read-reply.ts';

const read = (status: number, body: unknown, headers = {}) =>
  readReply({ status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }, 0);
const completion = (message: object, finish_reason?: string | null) => ({
  choices: [{ message, finish_reason }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
});
function errorOf(run: () => unknown): InferenceError {
  try {
    run();
  } catch (error) {
    if (error instanceof InferenceError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a reply', () => {
  it('is read with its usage', () => {
    expect(read(200, { ...completion({ content: 'yes' }, 'stop'), system_fingerprint: 'fp' })).toEqual({
      text: 'yes',
      finishReason: 'stop',
      usage: { promptTokens: 3, completionTokens: 4 },
      fingerprint: 'fp',
    });
  });

  it('tells the probability of each token of a short answer, and the mean of any', () => {
    const withTokens = (content: readonly object[]) => {
      const [choice] = completion({ content: 'x' }, 'stop').choices;
      return read(200, { choices: [{ ...choice, logprobs: { content } }] });
    };
    const verdict = withTokens([
      { token: '{"', logprob: -0.5 },
      { token: 'yes', logprob: -1.5 },
    ]);
    expect(verdict).toMatchObject({
      meanLogProb: -1,
      tokens: [
        ['{"', -0.5],
        ['yes', -1.5],
      ],
    });
    const long = withTokens(Array.from({ length: 33 }, () => ({ token: 'a', logprob: -2 })));
    expect(long.meanLogProb).toBe(-2);
    expect(long).not.toHaveProperty('tokens');
    expect(withTokens([{ logprob: -1 }])).not.toHaveProperty('tokens');
  });

  it('may hold its text in parts', () => {
    const parts = [{ type: 'text', text: 'a' }, { type: 'other' }, { type: 'text', text: 'b' }];
    expect(read(200, completion({ content: parts }, 'stop')).text).toBe('ab');
  });

  it('may lack content and usage', () => {
    const answer = read(200, { choices: [{ message: { content: null, tool_calls: [] } }] });
    expect(answer).toEqual({ text: '', finishReason: 'stop' });
  });

  it.each([
    ['length', 'length'],
    ['content_filter', 'content_filter'],
    ['max_tokens', 'length'],
    ['MAX_TOKENS', 'length'],
    ['model_length', 'length'],
    ['SAFETY', 'content_filter'],
    ['tool_calls', 'other'],
    [null, 'stop'],
  ])('tells finish reason %s as %s', (sent, told) => {
    expect(read(200, completion({ content: 'x' }, sent)).finishReason).toBe(told);
  });

  it.each(['abort', 'error', 'insufficient_system_resource'])('broken off by the server (%s) is no answer', (sent) => {
    const error = errorOf(() => read(200, completion({ content: 'half of wh' }, sent)));
    expect([error.code, error.reason]).toEqual(['transient', 'broken_off']);
  });

  it('counts tokens as whole numbers, and takes what is no count for none', () => {
    const usageOf = (usage: unknown) => read(200, { ...completion({ content: 'x' }, 'stop'), usage }).usage;
    expect(usageOf({ prompt_tokens: 12.5, completion_tokens: '7' })).toEqual({ promptTokens: 13, completionTokens: 0 });
    expect(usageOf({ prompt_tokens: -1, completion_tokens: 1e30 })).toBeUndefined();
    expect(usageOf('none')).toBeUndefined();
  });

  it('has no mean probability where it would be no number', () => {
    const [choice] = completion({ content: 'x' }, 'stop').choices;
    const content = [{ logprob: -1.7e308 }, { logprob: -1.7e308 }];
    expect(read(200, { choices: [{ ...choice, logprobs: { content } }] })).not.toHaveProperty('meanLogProb');
  });

  it('with a refusal is filtered content', () => {
    const answer = read(200, completion({ content: null, refusal: 'I cannot help with that.' }, 'stop'));
    expect([answer.finishReason, answer.text]).toEqual(['content_filter', 'I cannot help with that.']);
  });

  it.each([
    [200, '{"choices": [{"mess', 'transient', 'torn_body'],
    [200, { error: { message: 'upstream is away' } }, 'transient', 'torn_body'],
    [200, { error: { message: 'busy', code: 'server_busy' } }, 'transient', 'torn_body'],
    [200, { error: { message: 'slow down', code: 429 } }, 'rate_limited', 'http_429'],
    [200, { error: { message: 'bad gateway', code: 502 } }, 'transient', 'http_502'],
    [200, { error: { message: 'no credits', code: 402 } }, 'fatal', 'http_402'],
    [200, { choices: [] }, 'transient', 'torn_body'],
    [200, '<html>', 'transient', 'torn_body'],
    [500, '', 'transient', 'http_500'],
    [502, '<html>', 'transient', 'http_502'],
    [503, {}, 'transient', 'http_503'],
    [408, {}, 'transient', 'http_408'],
    [425, {}, 'transient', 'http_425'],
    [429, {}, 'rate_limited', 'http_429'],
    [429, { error: { message: 'Request too large for m: Limit 30000, Requested 45000.' } }, 'bad_request', 'http_429'],
    [400, { error: { message: 'too long' } }, 'bad_request', 'http_400'],
    [413, {}, 'bad_request', 'http_413'],
    [422, {}, 'bad_request', 'http_422'],
    [400, { error: { code: 'content_policy_violation', message: 'no' } }, 'refused', 'content_policy'],
    [400, { error: { code: 'content_filter', message: 'no' } }, 'refused', 'content_policy'],
    [401, { error: { message: 'who are you' } }, 'fatal', 'http_401'],
    [403, {}, 'fatal', 'http_403'],
    [404, { error: { message: 'no such model' } }, 'fatal', 'http_404'],
    [302, '', 'fatal', 'http_302'],
  ])('%i %j is %s (%s)', (status, body, code, reason) => {
    const error = errorOf(() => read(status, body));
    expect([error.code, error.reason]).toEqual([code, reason]);
  });

  it('of 503 with Retry-After is a rate limit', () => {
    const error = errorOf(() => read(503, {}, { 'retry-after': '3' }));
    expect([error.code, error.retryAfterMs]).toEqual(['rate_limited', 3_000]);
  });

  it('tells what the endpoint said', () => {
    expect(errorOf(() => read(400, { error: { message: 'prompt of 9000 tokens' } })).message).toBe(
      'HTTP 400: prompt of 9000 tokens',
    );
    expect(errorOf(() => read(200, { error: { message: 'upstream is away' } })).message).toBe(
      'the endpoint answered 200 without a completion: upstream is away',
    );
  });
});
