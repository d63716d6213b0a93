import type { Answer, ScriptedSettings } from '../options.ts';
import { contrastiveAnswer } from './contrastive/answer.ts';
import { curateAnswer } from './curate/answer.ts';
import { florence2Answer } from './florence2/answer.ts';
import { mmevolAnswer } from './mmevol/answer.ts';
import { omnisearchAnswer } from './omnisearch/answer.ts';
import { voteAnswer } from './vote/answer.ts';

type Kind = ScriptedSettings['answer'];

const kinds: Readonly<Record<Exclude<Kind, 'plain'>, (settings: ScriptedSettings) => Answer>> = {
  contrastive: contrastiveAnswer,
  curate: curateAnswer,
  florence2: florence2Answer,
  mmevol: mmevolAnswer,
  omnisearch: omnisearchAnswer,
  vote: voteAnswer,
};

/** The answer function a setting names; undefined for the endpoint's own plain one. */
export function answerOfKind(settings: ScriptedSettings): Answer | undefined {
  return settings.answer === 'plain' ? undefined : kinds[settings.answer](settings);
}
