import type { Parsed, Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { captionTask } from '../annotate/caption-task.ts';
import type { Florence2Options } from '../options.ts';
import { readTaskOutput } from '../read-task-output.ts';
import { taskPrompt } from '../tasks/task-prompt.ts';

/** Raise it with every change of the words below. */
const CROP_PROMPT = 'crop-1';

const question =
  'This is a part cut out of a larger picture. Say in a few words what it shows, as a noun phrase of at most ten words. Answer with the phrase and nothing else.';

export interface CropCaption {
  readonly text: string;
  readonly model: string;
  readonly version: string;
}

/** A brief text of a cut, by Florence-2's caption task, or by the chat model where there is no Florence-2. */
export async function cropCaption(
  sha256: string,
  name: string,
  services: Services,
  { florence, chat }: Florence2Options,
): Promise<CropCaption> {
  const model = florence?.model ?? chat?.model ?? '';
  const version = florence ? 'florence-2' : CROP_PROMPT;
  const asked = florence ? taskPrompt({ task: captionTask.brief }) : question;
  const { value: text } = await services.infer({
    name,
    model,
    temperature: 0,
    messages: [userMessage(asked, sha256)],
    parse: (answer) =>
      florence ? { ok: true, value: readTaskOutput(captionTask.brief, answer).text } : readPhrase(answer),
  });
  return { text, model, version };
}

/** Words of a phrase at most; more is a description, or talk. */
const MOST_WORDS = 20;

/** The first line, quotation marks and full stop aside. An answer that speaks of the one who answers is none. */
export function readPhrase(answer: string): Parsed<string> {
  const phrase = (answer.trim().split('\n')[0] ?? '').replace(/^["'“]+|["'”.]+$/gu, '').trim();
  const isPhrase =
    phrase !== '' && phrase.split(/\s+/u).length <= MOST_WORDS && !/^(?:i|i['’]m|sorry)\b/iu.test(phrase);
  return isPhrase
    ? { ok: true, value: phrase }
    : { ok: false, reason: 'parse_error', error: 'Answer with a noun phrase of at most ten words.' };
}
