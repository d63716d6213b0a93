import { z } from 'zod';
import { retrievalSettings } from '../retrieval.ts';
import { updateFrequency } from './gold/labels.ts';
import { gateName } from './construct/gate-name.ts';

/** How a question is answered: the agent, a baseline B0 to B4 of the paper, or the bound with the golden query. */
export const method = z.enum([
  'omnisearch',
  'closed_book',
  'image_search',
  'text_search',
  'image_then_text',
  'caption_then_text',
  'golden',
]);
export type Method = z.infer<typeof method>;

const topK = z
  .strictObject({
    /** @default 5 */
    text: z.int().min(1).max(50).default(5),
    /** @default 5 */
    images: z.int().min(1).max(50).default(5),
  })
  .prefault({});

/** Name of a release: year and month. */
const version = z.string().regex(/^\d{6}$/u, 'must read YYYYMM');

/** Questions of a release are answered and scored. */
const answerOptions = z.strictObject({
  task: z.literal('answer'),
  /** @default 'omnisearch' */
  method: method.default('omnisearch'),
  /** Where searches go. @default none; only `closed_book` does without */
  retrieval: retrievalSettings.optional(),
  /** Form of the planner's replies. @default 'json' */
  form: z.enum(['json', 'tags']).default('json'),
  /** Who reads what was found: the one who answers, a model of its own (`models.solver`), or the code extractor. @default 'planner' */
  solver: z.enum(['planner', 'model', 'extractor']).default('planner'),
  /** Searches of one question. @default 5 */
  maxSteps: z.int().min(1).max(8).default(5),
  /** Searches without which the agent's answer is not taken. @default 0, as the paper */
  minSearches: z.int().min(0).max(8).default(0),
  /** Pictures of results shown for one question. @default 9 */
  imageQuota: z.int().min(0).max(50).default(9),
  /** Of them after one search. @default 5 */
  imagesPerStep: z.int().min(0).max(50).default(5),
  topK,
  /** Prefixes of addresses whose pages are not shown, besides the benchmark's own. */
  blocked: z.array(z.string().min(1)).default([]),
  /** False for a model that sees no pictures; it is asked the question alone. @default true */
  pictures: z.boolean().default(true),
  /** Version of the gold where the seed file does not say it: the published files do not. */
  goldVersion: version.optional(),
  /** Have a model (`models.judge`, else the generator) judge the answers besides the scorers. @default false */
  judge: z.boolean().default(false),
  /** Select successful episodes as training dialogues; `input.parts.benchmark` names questions that must not be among them. @default false */
  trajectories: z.boolean().default(false),
  /** Compare their queries with the benchmark's by vectors of `models.embedder` too. @default false */
  embedQueries: z.boolean().default(false),
});

/** Questions are built from facts, gate by gate. */
const buildOptions = z.strictObject({
  task: z.literal('build'),
  /** Name of the release. */
  version,
  /** Day the facts hold on; nothing newer is read. */
  asOf: z.iso.date(),
  retrieval: retrievalSettings,
  /** Who reads what was found. @default 'model' */
  reader: z.enum(['model', 'extractor']).default('model'),
  /** Who puts the picture in place of the name where the seed has no question: a model, or code. @default 'model' */
  writer: z.enum(['model', 'code']).default('model'),
  /** Gates that are not asked; the rows say so. @default none */
  skip: z.array(gateName).default([]),
  topK,
  /** Join facts over a bridge entity to questions of more hops. @default true */
  compose: z.boolean().default(true),
  /** Also make each question in the other language. @default false */
  translate: z.boolean().default(false),
  /** Hours that people have for what was flagged; 0 waits for nobody. @default 0 */
  reviewHours: z.number().min(0).default(0),
  /** Share of the rows that are flagged for review though nothing speaks against them. @default 0.1 */
  reviewShare: z.number().min(0).max(1).default(0.1),
  /** Wanted shares by type, or `paper` for those of the paper. @default none */
  quotas: z
    .union([
      z.literal('paper'),
      z.strictObject({
        fast: z.number().min(0).max(1).optional(),
        slow: z.number().min(0).max(1).optional(),
        never: z.number().min(0).max(1).optional(),
        'hops>2': z.number().min(0).max(1).optional(),
        'visual-yes': z.number().min(0).max(1).optional(),
      }),
    ])
    .optional(),
});

/** The gold of a release is looked up again. */
const refreshOptions = z.strictObject({
  task: z.literal('refresh'),
  /** Name of the new release. */
  version,
  /** Day the sources are read as of. */
  asOf: z.iso.date(),
  retrieval: retrievalSettings,
  /** @default 'model' */
  reader: z.enum(['model', 'extractor']).default('model'),
  topK,
  /** Which questions are asked anew; the others are carried over. @default all */
  classes: z.array(updateFrequency).default(['fast', 'slow', 'never']),
});

export const dynvqaOptions = z.discriminatedUnion('task', [answerOptions, buildOptions, refreshOptions]);
export type DynvqaOptions = Readonly<z.infer<typeof dynvqaOptions>>;
export type AnswerOptions = Readonly<z.infer<typeof answerOptions>>;
export type BuildOptions = Readonly<z.infer<typeof buildOptions>>;
export type RefreshOptions = Readonly<z.infer<typeof refreshOptions>>;
