import type { InferCall } from '../../services.ts';

/** Reads a judge's one word. */
export const yesOrNo: InferCall<boolean>['parse'] = (text) => {
  const [, word] = /^\W*(yes|no)\b/i.exec(text) ?? [];
  return word === undefined
    ? { ok: false, reason: 'judge_unreadable', error: 'Say "yes" or "no", nothing else.' }
    : { ok: true, value: word.toLowerCase() === 'yes' };
};
