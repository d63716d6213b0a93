import type { Answer, ScriptedSettings } from '../options.ts';
import { contrastiveAnswer } from './contrastive/answer.ts';
import { curateAnswer } from './curate/answer.ts';
import { mmevolAnswer } from './mmevol/answer.ts';
import { voteAnswer } from './vote/answer.ts';

type Kind = ScriptedSettings['answer'];

const kinds: Readonly<Record<Exclude<Kind, 'plain'>, (settings: ScriptedSettings) => Answer>> = {
  contrastive: contrastiveAnswer,
  curate: curateAnswer,
  mmevol: mmevolAnswer,
  vote: voteAnswer,
};

/** The answer function a setting names; undefined for the endpoint's own plain one. */
export function answerOfKind(settings: ScriptedSettings): Answer | undefined {
  return settings.answer === 'plain' ? undefined : kinds[settings.answer](settings);
}
