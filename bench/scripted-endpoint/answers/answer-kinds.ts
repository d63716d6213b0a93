import type { Answer, ScriptedSettings } from '../options.ts';
import { mmevolAnswer } from './mmevol/answer.ts';
import { omnisearchAnswer } from './omnisearch/answer.ts';
import { voteAnswer } from './vote/answer.ts';

const kinds: Readonly<Partial<Record<ScriptedSettings['answer'], (settings: ScriptedSettings) => Answer>>> = {
  mmevol: mmevolAnswer,
  omnisearch: omnisearchAnswer,
  vote: voteAnswer,
};

/** The answer function a setting names; undefined for the endpoint's own plain one. */
export function answerOfKind(settings: ScriptedSettings): Answer | undefined {
  return kinds[settings.answer]?.(settings);
}
