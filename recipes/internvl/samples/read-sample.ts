import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { guessDomain } from './guess-domain.ts';
import { sampleDomain, type SampleDomain, type Turn } from './sample.ts';

const text = z.union([z.string(), z.number()]).transform(String);

/** The forms a record may have: LLaVA and InternVL, ShareGPT and OpenAI, question and answer, prompt and answer, Alpaca. */
const llava = z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) });
const chat = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
const pair = z.object({ question: text, answer: text });
const prompted = z.object({ prompt: text, answer: text });
const instructed = z.object({ instruction: text, input: text.optional(), output: text });

const paths = z.union([z.string(), z.array(z.string())]).nullish();
const around = z.looseObject({
  id: text.optional(),
  image: paths,
  /** As ShareGPT has them. */
  images: paths,
  domain: z.string().optional(),
  benchmark: z.string().optional(),
  system: z.string().optional(),
  /** A score the source gives: of two equal samples the higher one stays. */
  quality: z.number().optional(),
});

/** Names of roles in the field; others stay as they are and are found by rule R14. */
const roles: Readonly<Record<string, string>> = { user: 'human', assistant: 'gpt' };
const roleOf = (role: string): string => roles[role] ?? role;

function turnsOf(record: unknown): readonly Turn[] | undefined {
  const asLlava = llava.safeParse(record);
  if (asLlava.success) return asLlava.data.conversations.map(({ from, value }) => ({ from: roleOf(from), value }));
  const asChat = chat.safeParse(record);
  if (asChat.success) return asChat.data.messages.map(({ role, content }) => ({ from: roleOf(role), value: content }));
  const asPair = pair.safeParse(record);
  if (asPair.success) return exchange(asPair.data.question, asPair.data.answer);
  const asPrompt = prompted.safeParse(record);
  if (asPrompt.success) return exchange(asPrompt.data.prompt, asPrompt.data.answer);
  const { data } = instructed.safeParse(record);
  return data && exchange(data.input ? `${data.instruction}\n${data.input}` : data.instruction, data.output);
}

const exchange = (question: string, answer: string): readonly Turn[] => [
  { from: 'human', value: question },
  { from: 'gpt', value: answer },
];

/**
 * Reads one training sample. `domain` is that of records that name none; undefined guesses by the answers' form. Reasons: `bad_record`
 * (no form of those above), `no_turns` (failed). A video is read by `withVideo`.
 */
export function readSample(record: unknown, domain?: SampleDomain): SeedRecord {
  const read = around.safeParse(record);
  const label = read.success ? (read.data.id ?? '') : '';
  const failed = (reason: string, message: string): SeedRecord => ({
    ok: false,
    kind: 'failed',
    reason,
    message,
    label,
  });
  if (!read.success) return failed('bad_record', z.prettifyError(read.error));
  const conversations = turnsOf(record);
  if (!conversations)
    return failed(
      'bad_record',
      'neither conversations, messages, question and answer, prompt and answer, nor instruction and output',
    );
  if (conversations.length === 0) return failed('no_turns', 'the conversation is empty');
  const { id, image, images: more, benchmark, system, quality } = read.data;
  const images = [image ?? more ?? []].flat();
  const named = sampleDomain.safeParse(read.data.domain);
  const opening = system === undefined ? [] : [{ from: 'system', value: system }];
  return {
    ok: true,
    fields: {
      conversations: [...opening, ...conversations].map((one) => ({ ...one })),
      domain: named.data ?? domain ?? guessDomain(conversations),
      ...(id === undefined ? {} : { source_id: id }),
      ...(benchmark === undefined ? {} : { benchmark }),
      ...(quality === undefined ? {} : { quality }),
    },
    ...(images.length > 1 ? { images } : images[0] === undefined ? {} : { image: images[0] }),
    label: id ?? conversations[0]?.value.slice(0, 40) ?? '',
  };
}
