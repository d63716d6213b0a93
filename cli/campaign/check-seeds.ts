import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hash } from 'node:crypto';
import type { SpecFile } from '../../activities/campaigns/spec/read-spec.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { readRecords } from '../../activities/import/read-records.ts';
import { recipeNamed } from '../../recipes/registry.ts';

/**
 * For recipes that want every record right: reads all seed files, and throws `seed_invalid` with the line of the first record
 * that cannot be used or whose id an earlier one of its file has.
 */
export async function checkSeeds({ spec, options, seedFile, parts }: SpecFile): Promise<void> {
  const { strictSeeds = false, readSeed } = recipeNamed(spec.recipe);
  if (!strictSeeds) return;
  const files = [[undefined, seedFile] as const, ...Object.entries(parts)];
  for (const [part, path] of files) {
    const seen = new Map<string, number>();
    const limit = part === undefined ? (spec.input.limit ?? Infinity) : Infinity;
    let number = 0;
    for await (const record of readRecords(path)) {
      if (number >= limit) break;
      number += 1;
      const complain = async (what: string): Promise<never> => {
        throw new MmsynthError('seed_invalid', `${path}${await placeOf(path, number)}: ${what}; correct the file.`);
      };
      if (!record.ok) return complain('this is not JSON');
      const seed = readSeed(record.value, options, part);
      if (!seed.ok && seed.kind === 'failed') return complain(`record '${seed.label}': ${seed.message}`);
      const id = idOf(record.value);
      if (id === undefined) continue;
      const key = hash('sha1', id, 'base64').slice(0, 12);
      const first = seen.get(key);
      if (first !== undefined) return complain(`id '${id}' stands already${await placeOf(path, first, ' in line ')}`);
      seen.set(key, number);
    }
  }
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/** Line of the n-th record of JSON lines; of a JSON array its number. */
async function placeOf(path: string, record: number, before = ':'): Promise<string> {
  const input = createReadStream(path, { encoding: 'utf8' });
  try {
    let line = 0;
    let records = 0;
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() === '') continue;
      if (records === 0 && /^\uFEFF?\s*\[/.test(text)) return ` (record ${record})`;
      records += 1;
      if (records === record) return `${before}${line}`;
    }
    return '';
  } finally {
    input.destroy();
  }
}
