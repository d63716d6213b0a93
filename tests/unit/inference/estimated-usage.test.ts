import { expect, it } from '@jest/globals';
import { estimatedUsage } from '../../../activities/inference/wire/estimated-usage.ts';

const request = (messages: Parameters<typeof estimatedUsage>[0]['messages']) => ({
  model: 'm',
  messages,
  maxTokens: 8,
  temperature: 0,
});

it('of an endpoint that does not count is a token for each four bytes, whole ones', () => {
  const parts = [
    { type: 'image', sha256: 'f'.repeat(64) },
    { type: 'text', text: 'abcd' },
  ] as const;
  const messages = [
    { role: 'system', content: 'abcde' },
    { role: 'user', content: parts },
  ] as const;
  expect(estimatedUsage(request(messages), '日本')).toEqual({ promptTokens: 3, completionTokens: 2 });
});

it('of vectors is what goes in', () => {
  const body = { ...request([{ role: 'user', content: 'abcd' }]), embed: 'texts' as const };
  expect(estimatedUsage(body, '{"vectors": []}')).toEqual({ promptTokens: 1, completionTokens: 0 });
});
