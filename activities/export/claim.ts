import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { Identity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import type { ExportTarget } from './target.ts';

/** Name of the file that says whose export a place holds. */
const claimFile = 'export.json';

const claim = z.strictObject({
  v: z.literal(1),
  campaign: z.string(),
  /** sha256 of the campaign's identity. */
  identity: z.string(),
});

/**
 * Takes an empty place for a campaign, or finds it taken by the same campaign before: a repeated, a resumed or another format's
 * export. Anything else there is `output_conflict`.
 */
export async function claimTarget(target: ExportTarget, identity: Identity): Promise<void> {
  const mine = { v: 1 as const, campaign: identity.campaign, identity: hashOf(identity) };
  const there = await target.read(claimFile);
  if (there === undefined) {
    if (await target.isEmpty()) return target.put(claimFile, `${canonicalJson(mine)}\n`, 'application/json');
    throw new MmsynthError(
      'output_conflict',
      `${target.address}: is not empty and no export of mmsynth; choose an empty or new place for --out.`,
    );
  }
  const theirs = claim.safeParse(jsonOf(there)).data;
  if (theirs?.campaign === mine.campaign && theirs.identity === mine.identity) return target.sweep();
  const whose = theirs
    ? `the export of campaign '${theirs.campaign}'${theirs.campaign === mine.campaign ? ' with another identity' : ''}`
    : `an unreadable ${claimFile}`;
  throw new MmsynthError(
    'output_conflict',
    `${target.address}: holds ${whose}; choose an empty or new place for --out.`,
  );
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
