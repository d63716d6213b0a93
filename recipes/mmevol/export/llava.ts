import type { EvolvedItem } from '../image-record.ts';

/** What an export reads of a row. */
export interface ExportedRow {
  readonly id: string;
  readonly conversations: readonly EvolvedItem[];
}

export interface LlavaRecord {
  id: string;
  image: string;
  conversations: { from: 'human' | 'gpt'; value: string }[];
}

/**
 * The LLaVA record of one image and round: its list as one conversation of several turns, `<image>` in the first only.
 * Steps, objects and skills are not trained on.
 */
export function toLlava(row: ExportedRow, imagePath: string): LlavaRecord {
  return {
    id: row.id,
    image: imagePath,
    conversations: row.conversations.flatMap(({ question, answer }, index) => [
      { from: 'human' as const, value: index === 0 ? `<image>\n${question}` : question },
      { from: 'gpt' as const, value: answer },
    ]),
  };
}
