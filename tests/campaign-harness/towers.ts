import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { photo } from './photos.ts';
import type { World } from './world.ts';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

export const jsonLines = (records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** Puts a corpus with a picture and a statement for each of so many towers into the store and gives its name. */
export async function buildTowerCorpus({ home, command }: World, count: number): Promise<string> {
  const folder = join(home, 'corpus');
  await mkdir(folder, { recursive: true });
  for (const n of numbers(count)) await writeFile(join(folder, `${n}.jpg`), await photo(n));
  const pictures = numbers(count).map((n) => ({
    id: `picture-${n}`,
    title: `Tower${n}`,
    image: `${n}.jpg`,
    entity: `Tower${n}`,
  }));
  const statements = numbers(count).map((n) => ({
    id: `statement-${n}`,
    title: `Tower${n}`,
    text: `The keeper of Tower${n} is Person${n}.`,
    publishedAt: '2026-02-01',
  }));
  await writeFile(join(folder, 'corpus.jsonl'), jsonLines([...pictures, ...statements]));
  return (JSON.parse((await command('corpus', 'build', folder, '--json')).stdout) as { corpus: string }).corpus;
}

/** Questions about the towers' keepers as seed records. */
export const towerQuestions = (count: number) =>
  numbers(count).map((n) => ({
    question_id: `q${n}`,
    language: 'en',
    question: 'Who is the keeper of this tower?',
    answers: [`Person${n}`],
    gold_version: '202603',
    image: `photos/${n}.jpg`,
  }));
