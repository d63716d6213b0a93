import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StackError, hasCode, messageOf } from '../errors.ts';
import { processIdentitySchema } from '../process/identity.ts';
import { stackPaths } from './home.ts';

/** In the order of starting; stopping goes the other way. */
export const PART_NAMES = ['s3', 'temporal', 'model', 'trainer', 'worker'] as const;
export const partNameSchema = z.enum(PART_NAMES);
export type PartName = z.infer<typeof partNameSchema>;

const partRecordSchema = z.object({
  process: processIdentitySchema,
  /** Changes whenever the part would be started differently; another one means: start it anew. */
  configuration: z.string(),
  startedAt: z.iso.datetime(),
  log: z.string(),
});
export type PartRecord = Readonly<z.infer<typeof partRecordSchema>>;

const stackSchema = z.object({
  version: z.literal(1),
  /** Kept after `down`, so that the parts come back where they were. Keys: part names and `temporal-ui`. */
  ports: z.record(z.string(), z.number().int()),
  /** What was started and not stopped; whether it still runs is another question. */
  parts: z.partialRecord(partNameSchema, partRecordSchema),
});
export type Stack = Readonly<z.infer<typeof stackSchema>>;

export const emptyStack: Stack = { version: 1, ports: {}, parts: {} };

const parseStack = (path: string, text: string): Stack => {
  try {
    return stackSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new StackError(
      'settings_invalid',
      `${path} is no stack file of this version; end the programs it names and remove it (${messageOf(error).split('\n')[0]}).`,
      { cause: error },
    );
  }
};

/** The recorded stack; the empty one where none was ever started. */
export const readStack = async (home: string): Promise<Stack> => {
  const { stackFile } = stackPaths(home);
  try {
    return parseStack(stackFile, await readFile(stackFile, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return emptyStack;
    throw error;
  }
};

export const readStackSync = (home: string): Stack => {
  const { stackFile } = stackPaths(home);
  try {
    return parseStack(stackFile, readFileSync(stackFile, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return emptyStack;
    throw error;
  }
};

/** Replaces the file at once. Callers hold the lock of the stack. */
export const writeStack = async (home: string, stack: Stack): Promise<void> => {
  const { stackFile } = stackPaths(home);
  await mkdir(dirname(stackFile), { recursive: true });
  const temporary = `${stackFile}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(stack, null, 2)}\n`);
  await rename(temporary, stackFile);
};
