import type { Message } from '../../services.ts';

/** The image first, then the text. */
export function withImage(sha256: string, text: string): Message[] {
  return [
    {
      role: 'user',
      content: [
        { type: 'image', sha256 },
        { type: 'text', text },
      ],
    },
  ];
}
