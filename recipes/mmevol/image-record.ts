import { z } from 'zod';
import { qaItem } from './qa-item.ts';
import { operators } from './vocabulary.ts';

/** bbox is [x1, y1, x2, y2], each 0..1, top-left and bottom-right. */
export const labelledBox = z.object({
  label: z.string(),
  bbox: z.array(z.number().min(0).max(1)).length(4),
});
export type LabelledBox = z.infer<typeof labelledBox>;

/** How the compact profile made an item: one part by the model, the others by code from the record. */
export const compactNote = z.object({
  /** Question and answer in plain words, where the item itself is a task form or asks for reasoning. */
  plain: z.object({ question: z.string(), answer: z.string() }),
  /** What the model's question is about, and where the record says it: `caption`, `boxes`, `text`, `qa/<index in the parent list>`. */
  fact: z.object({ sentence: z.string(), source: z.string() }).optional(),
  byModel: z.array(z.string()),
  byCode: z.array(z.string()),
});
export type CompactNote = z.infer<typeof compactNote>;

/** Where an evolved item comes from; the calls' journal entries hold model, temperature and raw answer. */
export const itemLineage = z.object({
  /** Index in the parent list; null where the counts differed, then the whole parent list is the parent. */
  parentIndex: z.number().int().min(0).nullable(),
  operator: z.enum(operators),
  round: z.number().int().min(1),
  promptVersion: z.string(),
  /** Journal key of the call that made the item. */
  generatorCall: z.string(),
  /** Whether a model judged it, or code (`judge.by: rule`). */
  judgedBy: z.enum(['model', 'rule']).default('model'),
  /** Journal key of the call that judged it; none where code did. */
  judgeCall: z.string().optional(),
  compact: compactNote.optional(),
});

export const evolvedItem = qaItem.extend({
  /** The judging model's difficulty, 0 to 10; none where code judged. Nothing is dropped by it. */
  score: z.number().optional(),
  judgeReason: z.string().optional(),
  lineage: itemLineage.optional(),
});
export type EvolvedItem = z.infer<typeof evolvedItem>;

/** The recipe's own fields of a row: one image with its list. Seeds lack what the rounds add. */
export const imageRecord = z.object({
  image: z.object({
    sha256: z.string(),
    mediaType: z.string().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
  }),
  /** Path of the image in the source data set. */
  image_path: z.string(),
  /** The source's own id; not unique. */
  source_id: z.string(),
  /** The official `<running index>_<path>` key, where the source gave it. */
  hash_id: z.string().optional(),
  caption: z.string().nullable(),
  det: z.array(labelledBox),
  conversations: z.array(evolvedItem).min(1),
  width: z.number().optional(),
  height: z.number().optional(),
  /** Lines of text a local reader saw; present once the detector ran. */
  text_seen: z.array(z.string()).optional(),
  /** Set by a round. */
  operator: z.enum(operators).optional(),
  profile: z.string().optional(),
  promptVersion: z.string().optional(),
  models: z.object({ generator: z.string(), judge: z.string() }).optional(),
  /** Repairs the generator's answer needed, by name. */
  repairs: z.array(z.string()).optional(),
  /** Skills of the list that are none of the nine. */
  unknown_skills: z.array(z.string()).optional(),
});
export type ImageRecord = z.infer<typeof imageRecord>;
