import { structureFaults } from '../internvl/rules/structure-rules.ts';
import type { Turn } from '../internvl/samples/sample.ts';
import { imageMark, marksIn } from './placeholders.ts';

/** What the trainer's loader would stumble over: `roles`, `image_count`, `box`, `answer_mark` (a placeholder in an answer). */
export function loaderFaults(turns: readonly Turn[], images: number): readonly string[] {
  const unmarked = turns.map(({ from, value }) => ({ from, value: value.replaceAll(imageMark, '') }));
  const faults = [...structureFaults({ conversations: unmarked, domain: 'general' })];
  if (marksIn(turns) !== images) faults.push('image_count');
  if (turns.some(({ from, value }) => from !== 'human' && value.includes(imageMark))) faults.push('answer_mark');
  return faults;
}
