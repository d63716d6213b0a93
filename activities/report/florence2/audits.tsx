import type { VNode } from 'preact';
import { auditJudges, auditScopes, type AuditJudge } from '../../../recipes/florence2/audit/precision.ts';
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

function AuditRows({ round, evaluate, judge }: AuditedRound & { readonly judge: AuditJudge }): VNode {
  return (
    <>
      {scopes.map(([scope, title]) => {
        const of = (name: string): number | null => {
          const value = evaluate[`${auditJudges[judge]}${auditScopes[scope]}${name}`];
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

const titles: Readonly<Record<AuditJudge, string>> = { people: 'Judged by people', model: 'Judged by a model' };
const drawn =
  'Annotations drawn at random from each round, people’s own labels aside, with the 95 % interval (Wilson).';

/** On how many annotations the model and people said the same, over all rounds. */
function agreement(rounds: readonly AuditedRound[]): string {
  const sum = (name: string): number => rounds.reduce((all, { evaluate }) => all + Number(evaluate[name] ?? 0), 0);
  const compared = sum('modelAuditCompared');
  return compared === 0
    ? 'The same annotations; people judged none of them, so nothing is known of the judge.'
    : `The same annotations. Of the ${count(compared)} that people judged too it said the same of ${count(sum('modelAuditAgreed'))}.`;
}

function AuditTable({
  rounds,
  judge,
}: {
  readonly rounds: readonly AuditedRound[];
  readonly judge: AuditJudge;
}): VNode | null {
  const audited = rounds.filter(({ evaluate }) => evaluate[`${auditJudges[judge]}Sampled`] !== undefined);
  if (audited.length === 0) return null;
  return (
    <div class="figures">
      <h3>{titles[judge]}</h3>
      <p class="lead">{judge === 'people' ? drawn : agreement(audited)}</p>
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
              <AuditRows {...round} judge={judge} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What people, and apart from them a model, found right in the sample of each round that had one; nothing where no round had. */
export function Audits({ rounds }: { readonly rounds: readonly AuditedRound[] }): VNode {
  return (
    <>
      <AuditTable rounds={rounds} judge="people" />
      <AuditTable rounds={rounds} judge="model" />
    </>
  );
}
