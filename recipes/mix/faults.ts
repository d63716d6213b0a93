import { structureFaults } from '../internvl/rules/structure-rules.ts';
import type { Turn } from '../internvl/samples/sample.ts';
import { hasVideoMark } from '../internvl/samples/video-placeholders.ts';
import { imageMark, marksIn } from './placeholders.ts';

/** What the trainer's loader would stumble over: `roles`, `image_count`, `box`, `answer_mark` (a placeholder in an answer). */
export function loaderFaults(turns: readonly Turn[], images: number): readonly string[] {
  const faults = [...formFaults(turns)];
  if (marksIn(turns) !== images) faults.push('image_count');
  if (turns.some(({ from, value }) => from !== 'human' && value.includes(imageMark))) faults.push('answer_mark');
  return faults;
}

/**
 * The same of a sample with a video, before its frames are put in: `video_mark` where its placeholder is not once in the first
 * question, `system_turn` since the loader looks for the placeholder in the first turn and would put another there.
 */
export function videoFaults(turns: readonly Turn[]): readonly string[] {
  const faults = [...formFaults(turns)];
  if (!hasVideoMark(turns)) faults.push('video_mark');
  if (marksIn(turns) > 0) faults.push('image_count');
  const answers = turns.filter(({ from }) => from !== 'human');
  if (answers.some(({ value }) => /<image>|<video>/u.test(value))) faults.push('answer_mark');
  if (turns[0]?.from === 'system') faults.push('system_turn');
  return faults;
}

function formFaults(turns: readonly Turn[]): readonly string[] {
  const unmarked = turns.map(({ from, value }) => ({ from, value: value.replaceAll(imageMark, '') }));
  return structureFaults({ conversations: unmarked, domain: 'general' });
}
