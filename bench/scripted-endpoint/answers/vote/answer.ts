import { uniform } from '../../draws.ts';
import type { Answer, ScriptedSettings } from '../../options.ts';
import { sectionOf, textOf } from '../prompt-section.ts';

/** Shares of the samples: right with and without reasons, and answers that say nothing to read. */
const shares = { reasonedRight: 0.7, directRight: 0.5, unreadable: 0.1 } as const;

/** Answers sums as a model of some skill would, each sampling seed on its own; a scorer's prompt gets a score that knows the sum. */
export function voteAnswer({ seed }: ScriptedSettings): Answer {
  return (request) => {
    const first = request.messages.find(({ role }) => role === 'user');
    const prompt = first ? textOf(first) : '';
    const [, a = '0', b = '0'] = /(\d+) \+ (\d+)/u.exec(prompt) ?? [];
    const sum = Number(a) + Number(b);
    const draw = (purpose: string): number => uniform(`${seed}/${purpose}/${a}/${b}/${request.seed ?? 0}`);
    const solution = sectionOf(prompt, 'Solution');
    if (solution !== undefined) return JSON.stringify({ score: solution.includes(`Answer: ${sum}`) ? 9 : 2 });
    const wrong = sum + 1 + Math.floor(draw('slip') * 3);
    if (prompt.includes('nothing else')) return String(draw('direct') < shares.directRight ? sum : wrong);
    if (draw('readable') < shares.unreadable)
      return 'Adding them up takes some care, which is why nothing is said here.';
    return `First take ${a}.\nThen add ${b} to it.\nAnswer: ${draw('reasoned') < shares.reasonedRight ? sum : wrong}`;
  };
}
