import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { language } from '../../language.ts';
import { labels } from '../gold/labels.ts';
import { chainLink, construction, evidence, pastGold, questionState } from '../gold/question.ts';
import { flattenAliases, readPublished } from '../gold/read-published.ts';
import { badSeed } from './bad-seed.ts';

/** A line of a release as the export writes it, or of a question file written by hand: what is not known may be left out. */
const releaseRecord = z.looseObject({
  question_id: z.string().min(1),
  language,
  question: z.string().trim().min(1),
  golden_query: z.string().nullable().default(null),
  answers: z.array(z.string()),
  state: questionState.optional(),
  gold_version: z.string().optional(),
  as_of: z.string().nullable().default(null),
  labels: labels.partial().default({}),
  anchor: z.object({ entity: z.string(), aliases: z.array(z.string()).default([]), hypernym: z.string() }).optional(),
  chain: z.array(chainLink).default([]),
  evidence: z.array(evidence).default([]),
  history: z.array(pastGold).default([]),
  pending_cycles: z.int().min(0).default(0),
  /** Path of the picture, relative to the spec's `input.images`. */
  image: z.string().optional(),
  licence: z.string().optional(),
  ...construction,
});

export interface QuestionSeedOptions {
  readonly goldVersion?: string | undefined;
  /** Whether the pictures are wanted. @default true */
  readonly pictures?: boolean | undefined;
}

/** Path of a published question's picture in a mirror of its host: that of its address. */
function mirrored(url: string): string {
  const path = (URL.canParse(url) ? new URL(url).pathname : url).replace(/^\/+/u, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Reads a question of a release of ours, or of one of the published files. */
export function readQuestion(raw: unknown, { goldVersion, pictures = true }: QuestionSeedOptions): SeedRecord {
  const published = readPublished(raw);
  if (published.ok) {
    const { id, imageUrl, goldenQuery, answers, state, ...question } = published.question;
    if (goldVersion === undefined) {
      return badSeed(id, 'no_gold_version', 'a published file does not say its version; set options.goldVersion');
    }
    return {
      ok: true,
      fields: {
        question_id: id,
        language: question.language,
        question: question.question,
        golden_query: goldenQuery,
        answers: [...answers],
        state,
        gold_version: goldVersion,
        as_of: null,
        labels: {},
        collection: question.collection,
        line: question.line,
      },
      ...(pictures ? { image: mirrored(imageUrl) } : {}),
      label: id,
    };
  }
  const read = releaseRecord.safeParse(raw);
  if (!read.success) return badSeed('', 'bad_record', z.prettifyError(read.error));
  const { image, answers, state, gold_version = goldVersion, ...fields } = read.data;
  const label = fields.question_id;
  if (gold_version === undefined)
    return badSeed(label, 'no_gold_version', 'the record has no gold_version; set options.goldVersion');
  if (pictures && image === undefined) return badSeed(label, 'bad_record', 'the record names no image');
  const aliases = flattenAliases(answers);
  return {
    ok: true,
    fields: z.record(z.string(), z.json()).parse({
      ...fields,
      answers: [...aliases],
      state: state ?? (aliases.length > 0 ? 'active' : 'pending'),
      gold_version,
    }),
    ...(pictures && image !== undefined ? { image } : {}),
    label,
  };
}
