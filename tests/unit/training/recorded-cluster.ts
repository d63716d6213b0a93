import { readFileSync } from 'node:fs';
import { z } from 'zod';

const state = z.object({ metadata: z.looseObject({}), status: z.looseObject({}), pods: z.array(z.looseObject({})) });

const recording = z.object({
  about: z.string(),
  said: z.record(z.string(), z.string()),
  states: z.record(z.string(), state),
});
export type RecordedState = z.infer<typeof state>;

const file = new URL('../../fixtures/kubernetes/recorded.json', import.meta.url);
const { said, states } = recording.parse(JSON.parse(readFileSync(file, 'utf8')));

/** What a real kubectl wrote on its standard error. */
export const recordedWords = (name: string): string => of(said, name);

/** A Job and its pods as a real API server told them. */
export const recordedState = (name: string): RecordedState => of(states, name);

function of<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name];
  if (found === undefined) throw new Error(`${file.pathname} holds no '${name}'`);
  return found;
}
