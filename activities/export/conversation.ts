import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';
import type { ExportRecord } from './format.ts';
import type { ImagePaths } from './image-files.ts';

/** What formats beyond LLaVA's are made from: its record. */
export const conversation = z.looseObject({
  id: z.string(),
  image: z.union([z.string(), z.array(z.string())]).optional(),
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
});
export type Conversation = Readonly<z.infer<typeof conversation>>;

/** A row's conversation, undefined where it is none. */
export type ToConversation = (row: Row, paths: ImagePaths) => Conversation | undefined;

export const imagePathsOf = ({ image = [] }: Conversation): readonly string[] => [image].flat();

const roles: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant' };

/** Text and pictures of a turn in their order; each placeholder takes the next picture. */
function partsOf(value: string, take: () => string | undefined): ExportRecord[] {
  const parts: ExportRecord[] = [];
  for (const [index, piece] of value.split('<image>').entries()) {
    const url = index === 0 ? undefined : take();
    if (url !== undefined) parts.push({ type: 'image_url', image_url: { url } });
    const text = piece.trim();
    if (text !== '') parts.push({ type: 'text', text });
  }
  return parts;
}

/** A conversation as OpenAI's fine-tuning format has it; pictures by their paths. */
export function toOpenAi(record: Conversation): ExportRecord {
  const images = [...imagePathsOf(record)];
  const messages = record.conversations.map(({ from, value }) => {
    const role = roles[from] ?? from;
    if (!value.includes('<image>')) return { role, content: value };
    return { role, content: partsOf(value, () => images.shift()).map((part) => ({ ...part })) };
  });
  return { id: record.id, messages };
}
