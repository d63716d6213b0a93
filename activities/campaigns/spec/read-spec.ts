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
  /** Absolute paths of the files taken whole. */
  readonly files: Readonly<Record<string, string>>;
  /** Absolute path, or `s3://bucket/prefix`. */
  readonly imageFolder: string;
}

const imagePlace = (folder: string, place: string) => (place.startsWith('s3://') ? place : resolve(folder, place));

const within = (folder: string, paths: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, resolve(folder, path)]));

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
  if (recipe.training?.needed(options.data) && !spec.training) {
    throw new MmsynthError(
      'spec_invalid',
      `${path}: 'training' is missing; recipe ${spec.recipe} trains with it: give it a baseUrl or a command.`,
    );
  }
  const { parts = {}, files = {} } = spec.input;
  const known = recipe.parts ?? [];
  const unknown = known === 'any' ? undefined : Object.keys(parts).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const allowed = known.length > 0 && known !== 'any' ? `it takes ${known.join(', ')}` : 'it takes none';
    throw new MmsynthError(
      'spec_invalid',
      `${path}: recipe ${spec.recipe} has no use for 'input.parts.${unknown}'; ${allowed}.`,
    );
  }
  const wanted = recipe.files ?? [];
  const absent = wanted.find((name) => files[name] === undefined);
  const needless = Object.keys(files).find((name) => !wanted.includes(name));
  if (absent !== undefined || needless !== undefined) {
    const what =
      absent === undefined
        ? `recipe ${spec.recipe} has no use for 'input.files.${needless}'`
        : `'input.files.${absent}' is missing`;
    throw new MmsynthError(
      'spec_invalid',
      `${path}: ${what}; recipe ${spec.recipe} needs ${wanted.length > 0 ? wanted.join(', ') : 'none'}.`,
    );
  }
  const fault = recipe.faultOf?.(options.data, Object.keys(parts));
  if (fault !== undefined) throw new MmsynthError('spec_invalid', `${path}: ${fault}.`);
  const folder = dirname(resolve(path));
  const seedFile = resolve(folder, spec.input.file);
  return {
    path,
    spec,
    options: options.data as SpecFile['options'],
    seedFile,
    parts: within(folder, parts),
    files: within(folder, files),
    imageFolder: imagePlace(folder, spec.input.images ?? dirname(seedFile)),
  };
}
