import { readFile } from 'node:fs/promises';
import { compiledEntry } from '../../package-root.ts';
import type { Part } from '../part.ts';
import { stackEnvironment, withStackEnvironment } from '../stack-environment.ts';

/** A line that says `ready`, by itself or as the message of a JSON log line. */
const READY = /^ready\b|"msg":"ready"/m;

/** One worker with all roles. Started last: it is given the addresses of the other parts. */
export const worker: Part = {
  name: 'worker',
  startTimeout: 120_000,
  stopGrace: 60_000, // what it has in flight is journaled before it ends
  tellsProgress: false,
  plan: async ({ home, env }) => {
    const build = await readFile(compiledEntry('.build'), 'utf8').catch(() => '');
    return {
      command: {
        file: process.execPath,
        args: [compiledEntry('workers/main.js')],
        env: { ...withStackEnvironment(home, env), MMSYNTH_HOME: home },
      },
      inputs: [build, ...Object.entries(stackEnvironment(home)).flat()],
      isReady: (output) => Promise.resolve(READY.test(output)),
    };
  },
};
