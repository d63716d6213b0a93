import { passage, picture } from './corpus.ts';

/** What of a line of a corpus is searched. */
export const indexedText = {
  passages(line: unknown): string {
    const { title, text } = passage.parse(line);
    return `${title}\n${text}`;
  },
  pictures(line: unknown): string {
    const { title, caption, entity = '' } = picture.parse(line);
    return [title, caption === title ? '' : caption, entity].filter((part) => part !== '').join('\n');
  },
} as const;

export type CorpusPart = keyof typeof indexedText;
export const corpusParts = ['passages', 'pictures'] as const satisfies readonly CorpusPart[];
