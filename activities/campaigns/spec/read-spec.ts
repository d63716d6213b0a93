import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { recipeNamed } from '../../../recipes/registry.ts';
import { MmsynthError } from '../../errors.ts';
import { campaignSpec, type CampaignSpec } from './campaign-spec.ts';
import { allowedBeside } from './allowed-keys.ts';
import { describeIssue } from './describe-issue.ts';
import { setPath } from './set-path.ts';

export interface SpecFile {
  readonly path: string;
  readonly spec: CampaignSpec;
  /** The recipe's options with their defaults. */
  readonly options: Readonly<Record<string, z.core.util.JSONType>>;
  /** Absolute paths of the seed file and of the folder with its images. */
  readonly seedFile: string;
  readonly imageFolder: string;
}

/** Reads and checks a spec. Every complaint is one sentence with file, line and path. Throws `file_missing` or `spec_invalid`. */
export async function readSpec(path: string, assignments: readonly string[] = []): Promise<SpecFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new MmsynthError('file_missing', `${path}: the spec cannot be read (${error.code}).`);
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken)
    throw new MmsynthError(
      'spec_invalid',
      `${path}:${broken.linePos?.[0].line ?? 1}: ${broken.message.split('\n')[0]}.`,
    );
  let raw: Record<string, unknown>;
  try {
    raw = document.toJS() as Record<string, unknown>;
  } catch (error) {
    throw new MmsynthError('spec_invalid', `${path}: ${(error as Error).message}.`);
  }
  if (!isMap(document.contents))
    throw new MmsynthError(
      'spec_invalid',
      `${path}: the spec must be a mapping with campaign, recipe, input and models.`,
    );
  const edited = assignments.reduce(setPath, raw);

  const complain = (schema: z.ZodType, issues: readonly z.core.$ZodIssue[], under: readonly string[]): never => {
    const issue = issues[0] as z.core.$ZodIssue;
    const { path: at, text: what } = describeIssue({ ...issue, path: [...under, ...issue.path] });
    throw new MmsynthError(
      'spec_invalid',
      `${path}${linesOf(document, lines, at)}: ${what}${allowedBeside(schema, issue)}.`,
    );
  };
  const parsed = campaignSpec.safeParse(edited);
  if (!parsed.success) return complain(campaignSpec, parsed.error.issues, []);
  const spec = parsed.data;
  const recipe = recipeNamed(spec.recipe);
  const options = recipe.options.safeParse(spec.options);
  if (!options.success) return complain(recipe.options, options.error.issues, ['options']);
  for (const roles of recipe.models) {
    const names = roles.split('|');
    if (!names.some((name) => spec.models[name])) {
      throw new MmsynthError(
        'spec_invalid',
        `${path}: 'models.${names[0]}' is missing; recipe ${spec.recipe} needs ${recipe.models.join(', ')}.`,
      );
    }
  }
  const folder = dirname(resolve(path));
  const seedFile = resolve(folder, spec.input.file);
  return {
    path,
    spec,
    options: options.data as SpecFile['options'],
    seedFile,
    imageFolder: spec.input.images === undefined ? dirname(seedFile) : resolve(folder, spec.input.images),
  };
}

/** `:line:column` of the deepest part of the path that stands in the file. */
function linesOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): string {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) {
      const { line, col } = lines.linePos(start);
      return `:${line}:${col}`;
    }
  }
  return '';
}
