import { allEnded } from '../../all-ended.ts';
import { ruleVerdict, type RuleVerdict } from '../compact/rule-verdict.ts';
import { ItemFailure, type PartReject } from '../../outcome.ts';
import type { Parsed, Services } from '../../services.ts';
import { judgeSettings } from '../options.ts';
import { readVerdicts, type Verdict } from '../parse/verdicts.ts';
import { judgeSchema } from '../prompts/answer-schemas.ts';
import { judgePrompt } from '../prompts/judge.ts';
import { fallen, type Candidate, type Sifted, type Turn } from './turn.ts';

/** A verdict, and the journal key of the judge's call where a model gave it. */
export type Judgement = ({ readonly by: 'model'; readonly call: string } & Verdict) | RuleVerdict;

export interface Judged extends Candidate {
  readonly judgement: Judgement;
}

function reader(count: number): (text: string) => Parsed<readonly Verdict[]> {
  return (text) => {
    const read = readVerdicts(text, count);
    return read.ok ? { ok: true, value: read.verdicts } : read;
  };
}

/** One call for the whole list, as the paper. Where it fails, the image fails for this round. */
async function judgeList(turn: Turn, candidates: readonly Candidate[], services: Services): Promise<Judged[]> {
  const { value, key } = await services.infer({
    name: 'judge',
    model: 'judge',
    messages: [
      {
        role: 'user',
        content: judgePrompt(
          turn.comparison,
          candidates.map(({ item }) => item),
        ),
      },
    ],
    schema: judgeSchema,
    parse: reader(candidates.length),
  });
  return candidates.flatMap((candidate, at) => {
    const verdict = value[at];
    return verdict ? [{ ...candidate, judgement: { by: 'model', call: key, ...verdict } }] : [];
  });
}

/** The item's own counterpart in the list it is compared with; the whole list where there is none. */
function counterpart({ comparison, record }: Turn, parentIndex: number | null): Turn['comparison'] {
  const one =
    parentIndex !== null && comparison.length === record.conversations.length ? comparison[parentIndex] : undefined;
  return one ? [one] : comparison;
}

async function judgeOne(turn: Turn, candidate: Candidate, services: Services): Promise<Judged | PartReject> {
  const { index, item, parentIndex, call } = candidate;
  try {
    const { value, key } = await services.infer({
      name: `judge/${index}`,
      model: 'judge',
      messages: [{ role: 'user', content: judgePrompt(counterpart(turn, parentIndex), [item]) }],
      schema: judgeSchema,
      parse: reader(1),
    });
    const [verdict] = value;
    if (!verdict) throw new ItemFailure('judge_count_mismatch', 'the judge gave no verdict');
    return { ...candidate, judgement: { by: 'model', call: key, ...verdict } };
  } catch (error) {
    if (!(error instanceof ItemFailure)) throw error;
    return fallen(turn, { index, question: item.question, calls: [call] }, 'failed', error.reason, error.detail);
  }
}

/** Asks the judge, text only, about every item that held the rules; with `judge.by: rule` code decides and nothing is asked. */
export async function judge(turn: Turn, candidates: readonly Candidate[], services: Services): Promise<Sifted<Judged>> {
  if (candidates.length === 0) return { passed: [], fallen: [] };
  const { by, batch } = judgeSettings(turn.options);
  if (by === 'rule') {
    const passed = candidates.map((candidate): Judged => {
      const old = counterpart(turn, candidate.parentIndex);
      return { ...candidate, judgement: ruleVerdict(turn.comparison, old, candidate.item) };
    });
    return { passed, fallen: [] };
  }
  if (batch === 'list') return { passed: await judgeList(turn, candidates, services), fallen: [] };
  const verdicts = await allEnded(candidates.map((candidate) => judgeOne(turn, candidate, services)));
  return {
    passed: verdicts.flatMap((one) => ('judgement' in one ? [one] : [])),
    fallen: verdicts.flatMap((one) => ('unit' in one ? [one] : [])),
  };
}
