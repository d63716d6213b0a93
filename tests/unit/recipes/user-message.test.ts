import { describe, expect, it } from '@jest/globals';
import { userMessage } from '../../../recipes/user-message.ts';

describe("a user's message", () => {
  it('is the text alone without a picture', () => {
    expect(userMessage('What is it?')).toEqual({ role: 'user', content: 'What is it?' });
    expect(userMessage('What is it?', undefined)).toEqual({ role: 'user', content: 'What is it?' });
  });

  it('shows the pictures there are in their order, then the text', () => {
    expect(userMessage('Which?', 'whole', undefined, 'part').content).toEqual([
      { type: 'image', sha256: 'whole' },
      { type: 'image', sha256: 'part' },
      { type: 'text', text: 'Which?' },
    ]);
  });
});
