import { imagesOf, type Sample } from '../samples/sample.ts';
import { hasVideoMark, withVideoMark } from '../samples/video-placeholders.ts';
import type { Measured } from './verdict.ts';

const boxSpan = /<box>(.*?)<\/box>/gsu;
const numbersOf = (span: string): readonly number[] => (span.match(/-?\d+(?:\.\d+)?/gu) ?? []).map(Number);

/** Whether a box span holds boxes [x1, y1, x2, y2] with corners in order and within 0 to 1000. */
function isSoundBoxes(span: string): boolean {
  const numbers = numbersOf(span);
  if (numbers.length === 0 || numbers.length % 4 !== 0) return false;
  for (let at = 0; at < numbers.length; at += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.slice(at, at + 4);
    if (x1 < 0 || y1 < 0 || x2 > 1000 || y2 > 1000 || x1 >= x2 || y1 >= y2) return false;
  }
  return true;
}

/** Faults of form in a sample, by name: the loader would refuse it or swap it for another at random. */
export function structureFaults(sample: Sample): readonly string[] {
  const { conversations } = sample;
  const faults: string[] = [];
  const turns = conversations[0]?.from === 'system' ? conversations.slice(1) : conversations;
  const alternate = turns.every(({ from }, i) => from === (i % 2 === 0 ? 'human' : 'gpt'));
  if (!alternate || turns.length === 0 || turns.length % 2 !== 0) faults.push('roles');
  const human = turns.filter(({ from }) => from === 'human');
  const placeholders = human.reduce((sum, { value }) => sum + value.split('<image>').length - 1, 0);
  const images = sample.video ? 0 : imagesOf(sample).length;
  // One image without a placeholder is well: the loader puts it before the first turn.
  if (placeholders !== images && !(images === 1 && placeholders === 0)) faults.push('image_count');
  if (sample.video && !hasVideoMark(withVideoMark(turns))) faults.push('video_mark');
  // The loader looks for a video's placeholder in the first turn, and would put another there.
  if (sample.video && turns !== conversations) faults.push('system_turn');
  const boxes = conversations.flatMap(({ value }) => Array.from(value.matchAll(boxSpan), ([, span = '']) => span));
  if (!boxes.every(isSoundBoxes)) faults.push('box');
  return faults;
}

/** R14: how many kinds of fault there are. */
export const structureMeasure = (sample: Sample): Measured => ({
  rule: 'R14_structure',
  value: structureFaults(sample).length,
  threshold: 0,
});

/** R13: an answer that is empty, repeats its question, or holds a raw placeholder; the number of such answers. */
export function answerMeasure({ conversations }: Sample): Measured {
  const plain = (text: string): string =>
    text
      .replaceAll(/<image>|<video>/gu, '')
      .trim()
      .toLowerCase();
  const bad = conversations.filter(({ from, value }, i) => {
    if (from !== 'gpt') return false;
    const question = conversations[i - 1];
    const echo = question?.from === 'human' && plain(question.value) !== '' && plain(question.value) === plain(value);
    return value.trim() === '' || echo || /<image>|<video>/u.test(value);
  });
  return { rule: 'R13_empty_or_echo', value: bad.length, threshold: 0 };
}
