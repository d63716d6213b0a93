import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { hasCode } from '../errors.ts';
import { stackPaths } from './home.ts';

const credentialsSchema = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });
export type S3Credentials = Readonly<z.infer<typeof credentialsSchema>>;

const parse = (text: string): S3Credentials => credentialsSchema.parse(JSON.parse(text));

/** The keys of the embedded store, made at random at first use and readable by this user only (mode 0600). */
export const ensureCredentials = async (home: string): Promise<S3Credentials> => {
  const path = stackPaths(home).s3.credentials;
  await mkdir(dirname(path), { recursive: true });
  const made: S3Credentials = {
    accessKeyId: `mmsynth${randomBytes(6).toString('hex')}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(made), { mode: 0o600 });
  try {
    await link(temporary, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  return parse(await readFile(path, 'utf8'));
};

export const readCredentialsSync = (home: string): S3Credentials =>
  parse(readFileSync(stackPaths(home).s3.credentials, 'utf8'));
