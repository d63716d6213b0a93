import type { Answer, ScriptedSettings } from '../options.ts';
import { mmevolAnswer } from './mmevol/answer.ts';

/** The answer function a setting names; undefined for the endpoint's own plain one. */
export function answerOfKind(settings: ScriptedSettings): Answer | undefined {
  return settings.answer === 'mmevol' ? mmevolAnswer(settings) : undefined;
}
