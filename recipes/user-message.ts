import type { Message } from './services.ts';

/** A user's text after pictures, by their content hash; the text alone where there are none. */
export function userMessage(text: string, ...pictures: readonly (string | undefined)[]): Message {
  const shown = pictures.flatMap((sha256) => (sha256 === undefined ? [] : [{ type: 'image', sha256 } as const]));
  return { role: 'user', content: shown.length === 0 ? text : [...shown, { type: 'text', text }] };
}
