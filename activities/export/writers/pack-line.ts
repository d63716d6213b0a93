import { z } from 'zod';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { Row } from '../../../recipes/item-program.ts';

const packed = z.object({
  id: z.string(),
  members: z.array(z.string()),
  /** Not in packs of releases that did not number them. */
  readings: z.array(z.int()).optional(),
  cu_seqlens: z.array(z.int()),
  tiles: z.array(z.int()),
  trainable: z.array(z.int()),
  weights: z.array(z.number()),
  loss: z.string(),
  tokens: z.int(),
  tileSlots: z.int(),
});

/** A row's line of `packs.jsonl`, undefined where it is no pack. */
export function packLine(row: Row): string | undefined {
  const pack = packed.safeParse(row).data;
  return pack && `${canonicalJson(pack)}\n`;
}
