import type { ExpectedCall } from '../expected-calls.ts';
import type { RowFields } from '../outcome.ts';
import type { Message } from '../services.ts';
import { compactMessages } from './compact/prompt.ts';
import { compactTasks } from './compact/task.ts';
import { mostSamples } from './evolve/generate-each.ts';
import { imageRecord, type ImageRecord } from './image-record.ts';
import { judgeSettings, type MmevolOptions } from './options.ts';
import { basePrompt } from './prompts/base.ts';
import { fullPrompt } from './prompts/full.ts';
import { judgePrompt } from './prompts/judge.ts';
import { operators, type Operator } from './vocabulary.ts';

/** Characters a token of English text, the usual rule of thumb. */
const charactersPerToken = 4;
/** Tokens of the fields around question and answer in an evolved item, and of one verdict. */
const annotationTokens = 120;
const verdictTokens = 40;
/** Of the compact profile: samples until one is usable, and tokens of one; measured on a 135M model. */
const compactSamples = 1.5;
const compactTokens = 24;
/** How much longer the operators make a list. */
const growth = 1.5;

const tokens = (text: string) => Math.ceil(text.length / charactersPerToken);
const chatTokens = (messages: readonly Message[]) => tokens(messages.map(({ content }) => content).join('\n'));

function promptOf(operator: Operator, record: ImageRecord, profile: MmevolOptions['profile']): number {
  if (profile !== 'compact')
    return tokens(profile === 'base' ? basePrompt(operator, record) : fullPrompt(operator, record));
  const [first] = compactTasks(operator, record, () => 0).filter((task) => 'operator' in task);
  return first ? chatTokens(compactMessages(first)) : 0;
}

/** Calls and tokens of one image's round, estimated from its actual prompts: the operators' mean by their weights. */
export function expectRound(seed: RowFields, options: MmevolOptions): ExpectedCall[] {
  const record = imageRecord.parse({ image: { sha256: '' }, ...seed });
  const { profile, weights } = options;
  const shares = operators.map((operator) => (weights ? (weights[operator] ?? 0) : 1));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const promptTokens = Math.ceil(
    operators.reduce((sum, operator, at) => sum + promptOf(operator, record, profile) * ((shares[at] ?? 0) / all), 0),
  );
  const list = record.conversations;
  const own = tokens(list.map(({ question, answer }) => question + answer).join(''));
  const added = profile === 'full' ? annotationTokens * list.length : 0;
  const compact = profile === 'compact';
  const generator: ExpectedCall = {
    model: 'generator',
    ...(compact ? { calls: list.length * compactSamples, atMost: list.length * mostSamples } : { calls: 1 }),
    promptTokens,
    completionTokens: compact ? compactTokens : Math.ceil(own * growth + added),
    images: compact ? 0 : 1,
  };
  const { by, batch } = judgeSettings(options);
  if (by === 'rule') return [generator];
  const judged = batch === 'item' ? list.slice(0, 1) : list;
  return [
    generator,
    {
      model: 'judge',
      calls: batch === 'item' ? list.length : 1,
      promptTokens: tokens(judgePrompt(judged, judged)),
      completionTokens: verdictTokens * judged.length,
      images: 0,
    },
  ];
}

/** Lists that a model writes longer than it was given them. */
export function notExpected(options: MmevolOptions): readonly string[] {
  const { by, batch } = judgeSettings(options);
  return by === 'model' && batch === 'item' && options.profile !== 'compact'
    ? ['verdicts on items by which a list grows']
    : [];
}
