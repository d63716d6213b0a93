import type { VNode } from 'preact';
import type { EvolvedItem } from '../../../recipes/mmevol/index.ts';
import type { Reject } from '../../artifacts/reject.ts';
import { plural } from '../frame/numbers.ts';
import { plainWords } from '../frame/reasons.ts';
import { fallenItem } from './fallen-item.ts';
import { explainReason } from './reasons.ts';

function Parent({ parent }: { readonly parent: EvolvedItem | undefined }): VNode {
  return (
    <>
      <div class="parent">{parent === undefined ? 'from the list as a whole' : parent.question}</div>
      <div class="arrow" aria-hidden="true">
        →
      </div>
    </>
  );
}

function Steps({ steps }: { readonly steps: EvolvedItem['steps'] }): VNode | null {
  if (steps.length === 0) return null;
  return (
    <details>
      <summary>{plural(steps.length, 'step')}</summary>
      <ol>
        {steps.map(({ manipulation, description }) => (
          <li>
            {description} {manipulation === 'None' ? null : <code>{manipulation}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Why an item counts as improved or not; a decision of code is never shown as a judge's. */
function Verdict({ reason, byRule }: { readonly reason: string | undefined; readonly byRule: boolean }): VNode | null {
  if (reason === undefined || reason === '') return null;
  return (
    <p class="judge">
      {byRule ? 'Rule in code' : 'Judge'}: {reason}
    </p>
  );
}

/** A kept item beside its parent. */
export function KeptItem({
  item,
  parents,
}: {
  readonly item: EvolvedItem;
  readonly parents: readonly EvolvedItem[];
}): VNode {
  const { question, answer, score, judgeReason, format, skills, objects, steps, lineage } = item;
  const index = lineage?.parentIndex ?? null;
  return (
    <div class="pairing">
      <Parent parent={index === null ? undefined : parents[index]} />
      <div class="child">
        <p class="q">{question}</p>
        <p class="a">{answer}</p>
        <p class="meta">
          {score === undefined ? null : <span class="pill good">score {score}</span>}
          {format === 'Norm' ? null : <span>{format.replaceAll('_', ' ')}</span>}
          {skills.length === 0 ? null : <span>{skills.map((skill) => skill.replace(/ Ability$/, '')).join(', ')}</span>}
          {objects.length === 0 ? null : <span>{objects.join(', ')}</span>}
        </p>
        <Verdict reason={judgeReason} byRule={lineage?.judgedBy === 'rule'} />
        <Steps steps={steps} />
      </div>
    </div>
  );
}

/** An item that fell, beside its parent, with the reason. */
export function FellItem({
  line,
  parents,
  paired,
}: {
  readonly line: Reject;
  readonly parents: readonly EvolvedItem[];
  readonly paired: boolean;
}): VNode {
  const { index, question, answer, score, judgeReason } = fallenItem(line);
  const parent = paired ? parents[index] : undefined;
  const made = question !== undefined && question !== parent?.question;
  return (
    <div class="pairing fallen">
      <Parent parent={parent} />
      <div class="child">
        {made || answer !== undefined ? <p class="q">{question}</p> : null}
        {answer === undefined ? null : <p class="a">{answer}</p>}
        <p class="meta">
          <span class={`pill ${line.kind === 'failed' ? 'bad' : 'no'}`}>
            {explainReason(line.reason) ?? plainWords(line.reason)}
          </span>
          {score === undefined ? null : <span>score {score}</span>}
          <code>{line.reason}</code>
        </p>
        <Verdict reason={judgeReason} byRule={line.reason === 'adds_nothing'} />
      </div>
    </div>
  );
}
