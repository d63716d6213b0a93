import type { VNode } from 'preact';
import type { RejectCount } from '../reject-tally.ts';
import { ShareBar } from './bars.tsx';
import { count } from './numbers.ts';
import { plainWords } from './reasons.ts';

interface Reason {
  readonly reason: string;
  readonly kind: RejectCount['kind'];
  readonly count: number;
  readonly examples: readonly string[];
}

/** Reasons shown a level; the rest is named in one line. */
const reasonsShown = 12;
const examplesShown = 2;

/** All rounds together, the commonest first. */
export function pooled(rejects: readonly RejectCount[], level: RejectCount['level']): Reason[] {
  const byReason = new Map<string, Reason>();
  for (const { reason, kind, count: times, examples, level: at } of rejects) {
    if (at !== level) continue;
    const key = `${kind} ${reason}`;
    const before = byReason.get(key);
    byReason.set(key, {
      reason,
      kind,
      count: times + (before?.count ?? 0),
      examples: [...(before?.examples ?? []), ...examples].slice(0, examplesShown),
    });
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function Level({
  title,
  reasons,
  explain,
}: {
  readonly title: string;
  readonly reasons: readonly Reason[];
  readonly explain: (reason: string) => string | undefined;
}): VNode {
  const most = Math.max(1, ...reasons.map((reason) => reason.count));
  const rest = reasons.slice(reasonsShown);
  return (
    <div class="level">
      <h3>{title}</h3>
      <ol class="reasons">
        {reasons.slice(0, reasonsShown).map(({ reason, kind, count: times, examples }) => (
          <li>
            <div class="reason">
              <span class="why">
                {explain(reason) ?? plainWords(reason)} <code>{reason}</code>
              </span>
              <span class="n">{count(times)}</span>
            </div>
            <ShareBar share={times / most} tone={kind} label={`${count(times)} ${kind}`} />
            {examples.map((example) => (
              <p class="example">{example}</p>
            ))}
          </li>
        ))}
      </ol>
      {rest.length === 0 ? null : (
        <p class="more">{`and ${count(rest.reduce((sum, { count: times }) => sum + times, 0))} more for ${count(rest.length)} other reasons`}</p>
      )}
    </div>
  );
}

/** Why items and parts of items fell, with examples. */
export function Rejects({
  rejects,
  parts,
  explain,
}: {
  readonly rejects: readonly RejectCount[];
  readonly parts: string;
  readonly explain: (reason: string) => string | undefined;
}): VNode {
  const items = pooled(rejects, 'item');
  const fallen = pooled(rejects, 'part');
  if (items.length + fallen.length === 0) {
    return (
      <section>
        <h2>Why something fell</h2>
        <p class="lead">Nothing fell: every item was kept in every round.</p>
      </section>
    );
  }
  return (
    <section>
      <h2>Why something fell</h2>
      <p class="lead">Amber: the method says no. Red: it could not be made. All rounds together.</p>
      <div class="levels">
        {fallen.length === 0 ? null : <Level title={`Single ${parts}`} reasons={fallen} explain={explain} />}
        {items.length === 0 ? null : <Level title="Whole items" reasons={items} explain={explain} />}
      </div>
    </section>
  );
}
