import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils.js';

const folder = fileURLToPath(new URL('./histories/', import.meta.url));

/** Who wrote an event and where in its source it failed: not for replay, and of the machine it was saved on. */
const ofTheMachine = new Set(['identity', 'stackTrace', 'binaryChecksum', 'buildId']);

export async function saveHistory(name: string, history: History): Promise<void> {
  const cleaned: unknown = JSON.parse(historyToJSON(history), (key, value: unknown) =>
    ofTheMachine.has(key) && typeof value === 'string' ? 'saved' : value,
  );
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(cleaned, undefined, 1)}\n`);
}

/**
 * The id a history ran under, from which the ids of its children are made: `campaign-x` was `campaign/x`, `round-x` its first
 * round, `round-02-x` its second, `refresh-x` the run of a schedule.
 */
export function workflowIdOf(name: string): string {
  const [, kind = '', number = '01', scene = ''] = /^([a-z]+)(?:-(\d\d))?-(.+)$/.exec(name) ?? [];
  if (kind === 'round') return `campaign/${scene}/round-${number}`;
  if (kind === 'partition') return `campaign/${scene}/partition-00`;
  return `${kind}/${scene}`;
}

/** Every saved history by its name. */
export async function savedHistories(): Promise<ReadonlyMap<string, History>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = async (name: string) =>
    [basename(name, '.json'), historyFromJSON(JSON.parse(await readFile(join(folder, name), 'utf8')))] as const;
  return new Map(await Promise.all(names.map(read)));
}
