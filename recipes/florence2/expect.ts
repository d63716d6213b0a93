import type { ExpectedCall } from '../expected-calls.ts';
import type { RowFields } from '../outcome.ts';
import { captionLevels } from './annotations/annotation.ts';
import type { Florence2Options } from './options.ts';

/** Tokens of a picture's tasks, and of an answer with boxes: guesses for `plan`. */
const taskTokens = 600;
const chatTokens = 1200;
const answerTokens = 300;
const captionTokens = 20;
/** Of a judge's question about one annotation, and of its verdict. */
const judgeTokens = 120;
const verdictTokens = 8;

/** Calls of one picture in a round; pictures of the gold set and those people labelled are not annotated. */
export function expect({ part }: RowFields, options: Florence2Options, round: number): readonly ExpectedCall[] {
  if (part !== undefined) return [];
  const { florence, chat, regionText } = options;
  const calls: ExpectedCall[] = [];
  if (florence)
    calls.push({
      model: florence.model,
      calls: tasksOf(florence) + hintsOf(options, round),
      promptTokens: taskTokens,
      completionTokens: answerTokens / 3,
      images: 1,
    });
  if (chat)
    calls.push({
      model: chat.model,
      calls: chat.samples,
      promptTokens: chatTokens,
      completionTokens: answerTokens,
      images: 1,
    });
  const captioner = florence?.model ?? chat?.model;
  if (regionText && captioner !== undefined) {
    const { embedder, most } = regionText;
    const each = { calls: most, promptTokens: captionTokens, completionTokens: 0 };
    calls.push(
      { ...each, model: captioner, completionTokens: captionTokens, images: 1 },
      { ...each, model: embedder, images: 0 },
      { ...each, model: embedder, promptTokens: 0, images: 1 },
    );
  }
  return calls;
}

/** Verdicts of the model that judges the sample, where one does. */
export const expectOfRound = ({ audit }: Florence2Options): readonly ExpectedCall[] =>
  audit?.judge
    ? [
        {
          model: audit.judge.model,
          calls: audit.size,
          promptTokens: judgeTokens,
          completionTokens: verdictTokens,
          images: 2,
        },
      ]
    : [];

type Florence = NonNullable<Florence2Options['florence']>;

/** Captions with a grounding of each, the other tasks once, and boxes that are outlined. */
function tasksOf({ tasks, segments }: Florence): number {
  const captions = captionLevels.filter((level) => tasks.includes(level)).length;
  const others = tasks.filter((task) => task === 'objects' || task === 'dense' || task === 'text').length;
  return captions * (tasks.includes('ground') ? 2 : 1) + others + (tasks.includes('segment') ? segments : 0);
}

/** From the second round on the names that were accepted are looked for; a trained model is given none. */
const hintsOf = ({ training }: Florence2Options, round: number): number => (round > 1 && !training ? 1 : 0);
