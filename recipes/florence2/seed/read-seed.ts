import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { labels } from './labels.ts';

/** One picture a record: `{image, id?, caption?, captions?, boxes?, lines?, phrases?, sha256?}`, also the form of MMEvol's plain seed. */
const record = labels.partial().extend({
  image: z.string().min(1),
  id: z.union([z.string(), z.number()]).optional(),
  /** The same as `captions.brief`. */
  caption: z.string().min(1).optional(),
  /** Content hash of the picture the labels were made on. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional(),
});

export function readSeed(raw: unknown): SeedRecord {
  const parsed = record.safeParse(raw);
  if (!parsed.success)
    return { ok: false, kind: 'failed', reason: 'bad_record', message: z.prettifyError(parsed.error), label: '' };
  const { image, id, caption, sha256, ...said } = parsed.data;
  const captions = { ...(caption === undefined ? {} : { brief: caption }), ...said.captions };
  return {
    ok: true,
    image,
    fields: {
      source_id: String(id ?? image),
      labels: labels.parse({ ...said, captions }),
      stated_sha256: sha256 ?? null,
    },
    label: String(id ?? image),
  };
}
