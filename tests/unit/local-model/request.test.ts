import { describe, expect, it } from '@jest/globals';
import { parseChatRequest } from '../../../infra/dev/model/request.ts';

const messages = [{ role: 'user', content: 'hi' }];
const parse = (fields: object) => parseChatRequest(JSON.stringify({ model: 'local', messages, ...fields }));

describe('parseChatRequest', () => {
  it('takes text, pictures and the sampling fields, and ignores fields it does not know', () => {
    const parts = [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
      { type: 'text', text: 'what is it?' },
    ];
    const request = parse({ messages: [{ role: 'user', content: parts }], temperature: 0, seed: 3, n: 1, user: 'me' });
    expect(request.messages[0]?.content).toHaveLength(2);
    expect(request).not.toHaveProperty('user');
  });

  it.each([
    [{ n: 2 }, 'n'],
    [{ stream: true }, 'stream'],
    [{ tools: [{ type: 'function' }] }, 'tools'],
    [{ messages: [] }, 'messages'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ temperature: 3 }, 'temperature'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages.0.role'],
    [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
  ])('refuses %j and names the field', (fields, param) => {
    expect(() => parse(fields)).toThrow(
      expect.objectContaining({ status: 400, param: expect.stringContaining(param) }),
    );
  });

  it('refuses a body that is no JSON', () => {
    expect(() => parseChatRequest('{')).toThrow(expect.objectContaining({ status: 400, code: 'invalid_json' }));
  });
});
