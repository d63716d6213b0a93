import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { recipeNamed } from '../../../recipes/registry.ts';
import { MmsynthError } from '../../errors.ts';
import { campaignSpec, type CampaignSpec } from './campaign-spec.ts';
import { allowedBeside } from './allowed-keys.ts';
import { describeIssue } from './describe-issue.ts';
import { readYaml } from './read-yaml.ts';
import { assignedPath, setPath } from './set-path.ts';

export interface SpecFile {
  readonly path: string;
  readonly spec: CampaignSpec;
  /** The recipe's options with their defaults. */
  readonly options: Readonly<Record<string, z.core.util.JSONType>>;
  /** Absolute path. */
  readonly seedFile: string;
  /** Absolute paths of the further files. */
  readonly parts: Readonly<Record<string, string>>;
  /** Absolute path, or `s3://bucket/prefix`. */
  readonly imageFolder: string;
}

const imagePlace = (folder: string, place: string) => (place.startsWith('s3://') ? place : resolve(folder, place));

/** Reads and checks a spec. Every complaint is one sentence with file, line and path. Throws `file_missing` or `spec_invalid`. */
export async function readSpec(path: string, assignments: readonly string[] = []): Promise<SpecFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError('file_missing', `${path}: the spec cannot be read (${error.code}).`);
  });
  const file = readYaml(path, text);
  const edited = assignments.reduce(setPath, file.value);

  const complain = (schema: z.ZodType, issues: readonly z.core.$ZodIssue[], under: readonly string[]): never => {
    const issue = issues[0] as z.core.$ZodIssue;
    const { path: at, text: what } = describeIssue({ ...issue, path: [...under, ...issue.path] });
    const set = assignments.findLast((one) => assignedPath(one).every((key, i) => key === String(at[i])));
    const where = set === undefined ? `${path}${file.locate(at)}` : `--set ${set}`;
    throw new MmsynthError('spec_invalid', `${where}: ${what}${allowedBeside(schema, issue)}.`);
  };
  const parsed = campaignSpec.safeParse(edited, { reportInput: true });
  if (!parsed.success) return complain(campaignSpec, parsed.error.issues, []);
  const spec = parsed.data;
  const recipe = recipeNamed(spec.recipe);
  const options = recipe.options.safeParse(spec.options, { reportInput: true });
  if (!options.success) return complain(recipe.options, options.error.issues, ['options']);
  const needed = [...recipe.models, ...(recipe.rolesOf?.(options.data) ?? [])];
  for (const roles of needed) {
    const names = roles.split('|');
    if (!names.some((name) => spec.models[name])) {
      throw new MmsynthError(
        'spec_invalid',
        `${path}: 'models.${names[0]}' is missing; recipe ${spec.recipe} needs ${needed.join(', ')}.`,
      );
    }
  }
  const { parts = {} } = spec.input;
  const unknown = Object.keys(parts).find((name) => !recipe.parts?.includes(name));
  if (unknown !== undefined) {
    const allowed = recipe.parts ? `it takes ${recipe.parts.join(', ')}` : 'it takes none';
    throw new MmsynthError(
      'spec_invalid',
      `${path}: recipe ${spec.recipe} has no use for 'input.parts.${unknown}'; ${allowed}.`,
    );
  }
  const folder = dirname(resolve(path));
  const seedFile = resolve(folder, spec.input.file);
  return {
    path,
    spec,
    options: options.data as SpecFile['options'],
    seedFile,
    parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, resolve(folder, part)])),
    imageFolder: imagePlace(folder, spec.input.images ?? dirname(seedFile)),
  };
}
