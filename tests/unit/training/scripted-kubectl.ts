import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordedState, recordedWords } from './recorded-cluster.ts';

/** A program `kubectl` over a folder: Jobs, their states and logs are files, and every call is a line of `calls`. Its words are recorded ones. */
const program = `#!/usr/bin/env node
const fs = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const at = (name) => join(__dirname, name);
const read = (name) => (fs.existsSync(at(name)) ? fs.readFileSync(at(name), 'utf8') : undefined);
const fail = (said) => { process.stderr.write(said); process.exit(1); };
const words = JSON.parse(read('words'));
fs.appendFileSync(at('calls'), JSON.stringify(args) + '\\n');
const [verb, what, named] = args;
const trouble = JSON.parse(read('trouble') ?? '{}');
if (trouble.said !== undefined && (trouble.of === undefined || trouble.of === verb)) fail(trouble.said);
const state = JSON.parse(read('state') ?? '{"pods":[]}');
if (verb === 'auth') {
  if ((read('may-not') ?? '').split('\\n').includes(args.slice(2, args.indexOf('--namespace')).join(' '))) { process.stdout.write('no\\n'); process.exit(1); }
  process.stdout.write('yes\\n');
} else if (verb === 'create') {
  const job = JSON.parse(fs.readFileSync(0, 'utf8'));
  const file = at(job.metadata.name + '.json');
  if (args.includes('nowhere')) fail(words.namespace_missing);
  if (!job.spec.template.spec.containers[0].image.includes('/')) fail(words.no_image);
  if (job.spec.backofLimit !== undefined) fail(words.unknown_field);
  if (args.includes('--dry-run=server')) process.exit(0);
  if (fs.existsSync(file)) fail(words.already_exists);
  fs.writeFileSync(file, JSON.stringify(job));
} else if (verb === 'get' && what === 'pods') {
  process.stdout.write(JSON.stringify({ items: state.pods }));
} else if (verb === 'get') {
  const text = read(named + '.json');
  if (text === undefined) fail(words.not_found);
  const job = JSON.parse(text);
  process.stdout.write(JSON.stringify({ ...job, metadata: { ...job.metadata, ...state.metadata }, status: state.status ?? {} }));
} else if (verb === 'logs') {
  const log = read('log');
  if (log === undefined) fail(words.container_waiting);
  process.stdout.write(log);
} else if (verb === 'delete') {
  fs.rmSync(at(named + '.json'), { force: true });
}
`;

const recordedFor = [
  'already_exists',
  'container_waiting',
  'namespace_missing',
  'no_image',
  'not_found',
  'unknown_field',
];

export interface ScriptedKubectl {
  calls(): Promise<readonly (readonly string[])[]>;
  /** The Job as it was asked for; undefined where there is none. */
  job(name: string): Promise<unknown>;
  /** The state every Job and its pods are in from here: the name of a recorded one. */
  isNow(state: string): Promise<void>;
  says(log: string): Promise<void>;
  /** Answers every call, or those of one verb, with recorded words; undefined: is itself again. */
  fails(words: string | undefined, verb?: string): Promise<void>;
  /** What its user may not, as `auth can-i` is asked for it. */
  mayNot(...what: readonly string[]): Promise<void>;
}

/** Writes it into a folder that is to be on the PATH. */
export async function scriptKubectl(folder: string): Promise<ScriptedKubectl> {
  const path = join(folder, 'kubectl');
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);
  await write('kubectl', program);
  await write('words', JSON.stringify(Object.fromEntries(recordedFor.map((name) => [name, recordedWords(name)]))));
  await chmod(path, 0o755);
  return {
    calls: async () =>
      ((await read('calls')) ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as readonly string[]),
    async job(name) {
      const text = await read(`${name}.json`);
      return text === undefined ? undefined : JSON.parse(text);
    },
    isNow: (state) => write('state', JSON.stringify(recordedState(state))),
    says: (log) => write('log', log),
    fails: (words, verb) =>
      words === undefined
        ? rm(join(folder, 'trouble'), { force: true })
        : write('trouble', JSON.stringify({ said: recordedWords(words), of: verb })),
    mayNot: (...what) => write('may-not', what.join('\n')),
  };
}
