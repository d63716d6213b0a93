import type { VNode } from 'preact';
import type { Usage } from '../../artifacts/shard-commit.ts';
import { costParts, type QuestionCost } from '../../evaluation/dynvqa/question-cost.ts';
import { money } from '../../status/text/figures.ts';
import { short } from '../frame/numbers.ts';

function Spent({ name, usage }: { readonly name: string; readonly usage: Usage }): VNode {
  const { requests, promptTokens, completionTokens, cost } = usage;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="n">{requests.toFixed(1)}</td>
      <td class="n">{short(Math.round(promptTokens))}</td>
      <td class="n">{short(Math.round(completionTokens))}</td>
      <td class="n">{cost > 0 ? money(cost) : '–'}</td>
    </tr>
  );
}

/** What a question took on average, of each who was asked and in all. */
export function CostTable({ cost }: { readonly cost: QuestionCost }): VNode {
  const asked = costParts.filter((part) => cost.parts[part].requests > 0);
  return (
    <section>
      <h2>Cost of a question</h2>
      <p class="lead">
        Means over all questions, of what answering them has paid for; a fork pays only for what is new.
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {['', 'requests', 'tokens in', 'tokens out', 'cost'].map((title, at) => (
                <th scope="col" class={at === 0 ? '' : 'n'}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.map((part) => (
              <Spent name={part} usage={cost.parts[part]} />
            ))}
            <Spent name="in all" usage={cost} />
          </tbody>
        </table>
      </div>
    </section>
  );
}
