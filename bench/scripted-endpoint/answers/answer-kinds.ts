import type { Answer, ScriptedSettings } from '../options.ts';
import { florence2Answer } from './florence2/answer.ts';
import { mmevolAnswer } from './mmevol/answer.ts';
import { voteAnswer } from './vote/answer.ts';

const kinds: Readonly<Partial<Record<ScriptedSettings['answer'], (settings: ScriptedSettings) => Answer>>> = {
  florence2: florence2Answer,
  mmevol: mmevolAnswer,
  vote: voteAnswer,
};

/** The answer function a setting names; undefined for the endpoint's own plain one. */
export function answerOfKind(settings: ScriptedSettings): Answer | undefined {
  return kinds[settings.answer]?.(settings);
}
