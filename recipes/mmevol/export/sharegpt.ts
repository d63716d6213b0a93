import type { ExportedRow } from './llava.ts';

export interface ShareGptRecord {
  messages: { role: 'user' | 'assistant'; content: string }[];
  images: string[];
}

/** The ShareGPT form of one image and round: messages beside the image's path, `<image>` in the first message only. */
export function toShareGpt(row: ExportedRow, imagePath: string): ShareGptRecord {
  return {
    messages: row.conversations.flatMap(({ question, answer }, index) => [
      { role: 'user' as const, content: index === 0 ? `<image>${question}` : question },
      { role: 'assistant' as const, content: answer },
    ]),
    images: [imagePath],
  };
}
