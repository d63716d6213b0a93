import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readSpec, type SpecFile } from '../../../activities/campaigns/spec/read-spec.ts';

export const plainSpec = {
  campaign: 'photos',
  recipe: 'generate',
  input: { file: 'seed.jsonl' },
  models: { generator: { model: 'm', baseUrls: ['http://127.0.0.1:8000/v1'] } },
} as const;

/** Reads a spec given as text, or as a value that is written as YAML first. */
export async function readSpecOf(content: unknown, assignments: readonly string[] = []): Promise<SpecFile> {
  const folder = await mkdtemp(join(tmpdir(), 'spec-'));
  try {
    const path = join(folder, 'spec.yaml');
    await writeFile(path, typeof content === 'string' ? content : stringify(content));
    return await readSpec(path, assignments);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The complaint about a spec, without the folder; fails where there is none. */
export async function complaintOf(content: unknown, assignments: readonly string[] = []): Promise<string> {
  try {
    await readSpecOf(content, assignments);
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    if (name !== 'MmsynthError' || code !== 'spec_invalid') throw error;
    return message.replace(/^.*\/spec\.yaml/, 'spec.yaml');
  }
  throw new Error('the spec was taken');
}
