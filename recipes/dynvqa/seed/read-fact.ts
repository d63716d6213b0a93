import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { language } from '../../language.ts';
import { labels } from '../gold/labels.ts';
import { chainLink } from '../gold/question.ts';
import { flattenAliases } from '../gold/read-published.ts';
import { badSeed } from './bad-seed.ts';

/** Something to ask about: at least a thing and its language. All that is given beyond is taken as people wrote it, and passes the same gates. */
const factRecord = z.looseObject({
  id: z.string().min(1),
  language,
  entity: z.string().trim().min(1),
  aliases: z.array(z.string()).default([]),
  /** What kind of thing it is: `lighthouse`. */
  hypernym: z.string().default(''),
  /** Words by which evidence is searched. @default the entity */
  topic: z.string().optional(),
  golden_query: z.string().trim().min(1).optional(),
  answers: z.unknown().optional(),
  question: z.string().trim().min(1).optional(),
  phrase: z.string().optional(),
  chain: z.array(chainLink).default([]),
  labels: labels.partial().default({}),
  /** Path of the picture, relative to the spec's `input.images`. */
  image: z.string().optional(),
  licence: z.string().optional(),
});

/** Reads a fact of the construction's seed. */
export function readFact(raw: unknown): SeedRecord {
  const read = factRecord.safeParse(raw);
  if (!read.success) return badSeed('', 'bad_record', z.prettifyError(read.error));
  const { id, entity, aliases, hypernym, topic, golden_query, answers, question, phrase, chain, image, licence } =
    read.data;
  const fields = {
    question_id: id,
    language: read.data.language,
    topic: topic ?? entity,
    golden_query: golden_query ?? null,
    answers: [...flattenAliases(answers)],
    question: question ?? null,
    anchor: { entity, aliases, hypernym },
    phrase: phrase ?? null,
    chain,
    labels: read.data.labels,
    evidence: [],
    written_by: question === undefined ? 'code' : 'people',
    gates: {},
    verify: { closed_book_acc: null, golden_hit: null, text_only_hit: null, picture_hit: null },
    disputed: [],
    ...(licence === undefined ? {} : { licence }),
  };
  return {
    ok: true,
    fields: z.record(z.string(), z.json()).parse(fields),
    ...(image === undefined ? {} : { image }),
    label: id,
  };
}
