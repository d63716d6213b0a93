import type { VNode } from 'preact';
import { auditScopes } from '../../../recipes/florence2/audit/precision.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import { count, percent } from '../frame/numbers.ts';

interface AuditedRound {
  readonly round: number;
  readonly evaluate: StageFacts;
}

const scopes = [
  ['all', 'all classes'],
  ['text', 'text'],
  ['region_text', 'region-text'],
  ['text_phrase_region', 'text-phrase-region'],
] as const;

function AuditRows({ round, evaluate }: AuditedRound): VNode {
  return (
    <>
      {scopes.map(([scope, title]) => {
        const of = (name: string): number | null => {
          const value = evaluate[`${auditScopes[scope]}${name}`];
          return typeof value === 'number' ? value : null;
        };
        const sampled = of('Sampled');
        if (sampled === null) return null;
        return (
          <tr>
            <th scope="row">{`Round ${round}, ${title}`}</th>
            <td class="n">{count(sampled)}</td>
            <td class="n">{count(of('Judged') ?? 0)}</td>
            <td class="n">{count(of('Right') ?? 0)}</td>
            <td class="n">{percent(of('Precision'))}</td>
            <td class="n">{of('Low') === null ? '–' : `${percent(of('Low'))} to ${percent(of('High'))}`}</td>
          </tr>
        );
      })}
    </>
  );
}

/** What people found right in the sample of each round that had one; nothing where no round had. */
export function Audits({ rounds }: { readonly rounds: readonly AuditedRound[] }): VNode | null {
  const audited = rounds.filter(({ evaluate }) => evaluate['auditSampled'] !== undefined);
  if (audited.length === 0) return null;
  return (
    <div class="figures">
      <h3>Judged by people</h3>
      <p class="lead">
        Annotations drawn at random from each round, people’s own labels aside, with the 95 % interval (Wilson).
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Sample</th>
              {['drawn', 'judged', 'right', 'precision', '95 % interval'].map((name) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {audited.map((round) => (
              <AuditRows {...round} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
