import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program `kubectl` over a folder: Jobs, their states and logs are files, and every call is a line of `calls`. */
const program = `#!/usr/bin/env node
const fs = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const at = (name) => join(__dirname, name);
const fail = (said) => { process.stderr.write(said + '\\n'); process.exit(1); };
fs.appendFileSync(at('calls'), JSON.stringify(args) + '\\n');
if (fs.existsSync(at('away'))) fail('The connection to the server cluster:6443 was refused - did you specify the right host or port?');
const [verb, , named] = args;
if (verb === 'create') {
  const job = JSON.parse(fs.readFileSync(0, 'utf8'));
  const file = at(job.metadata.name + '.json');
  if (!job.spec.template.spec.containers[0].image.includes('/')) fail('The Job is invalid: image');
  if (fs.existsSync(file)) fail('Error from server (AlreadyExists): jobs.batch "' + job.metadata.name + '" already exists');
  fs.writeFileSync(file, JSON.stringify(job));
} else if (verb === 'get') {
  if (!fs.existsSync(at(named + '.json'))) fail('Error from server (NotFound): jobs.batch "' + named + '" not found');
  const job = JSON.parse(fs.readFileSync(at(named + '.json'), 'utf8'));
  const status = fs.existsSync(at('status')) ? JSON.parse(fs.readFileSync(at('status'), 'utf8')) : {};
  process.stdout.write(JSON.stringify({ ...job, status }));
} else if (verb === 'logs') {
  if (!fs.existsSync(at('log'))) fail('Error from server (BadRequest): container is waiting to start');
  process.stdout.write(fs.readFileSync(at('log')));
} else if (verb === 'delete') {
  fs.rmSync(at(named + '.json'), { force: true });
}
`;

export interface ScriptedKubectl {
  readonly path: string;
  calls(): Promise<readonly (readonly string[])[]>;
  /** The Job as it was asked for; undefined where there is none. */
  job(name: string): Promise<unknown>;
  say(file: 'status' | 'log', text: string): Promise<void>;
  goAway(away: boolean): Promise<void>;
}

/** Writes it into a folder that is to be on the PATH. */
export async function scriptKubectl(folder: string): Promise<ScriptedKubectl> {
  const path = join(folder, 'kubectl');
  await writeFile(path, program);
  await chmod(path, 0o755);
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);
  return {
    path,
    calls: async () =>
      ((await read('calls')) ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as readonly string[]),
    async job(name) {
      const text = await read(`${name}.json`);
      return text === undefined ? undefined : JSON.parse(text);
    },
    say: (file, text) => writeFile(join(folder, file), text),
    goAway: (away) => (away ? writeFile(join(folder, 'away'), '') : rm(join(folder, 'away'))),
  };
}
