import type { VNode } from 'preact';
import type { StageSummary } from '../summary.ts';
import { Legend, StackedBar } from './bars.tsx';
import { count } from './numbers.ts';

function Stage({ stage, alone }: { readonly stage: StageSummary; readonly alone: boolean }): VNode {
  const { total, kept, dropped, failed } = stage.items;
  const round = stage.round === 0 ? 'Import' : `Round ${stage.round}`;
  const name = stage.round === 0 || alone ? round : `${round}, ${stage.stage}`;
  return (
    <tr>
      <th scope="row">
        {name}
        {stage.sealed ? null : <small> not sealed, {count(stage.shards)} shards so far</small>}
      </th>
      <td class="wide">
        <StackedBar
          segments={[
            { value: kept, tone: 'kept', label: `${count(kept)} kept` },
            { value: dropped, tone: 'dropped', label: `${count(dropped)} dropped` },
            { value: failed, tone: 'failed', label: `${count(failed)} failed` },
          ]}
        />
      </td>
      <td class="n">{count(kept)}</td>
      <td class="n">{count(dropped)}</td>
      <td class="n">{count(failed)}</td>
      <td class="n">{count(total)}</td>
      <td class={stage.conserved ? 'holds' : 'broken'}>
        {stage.conserved ? '✓' : '✗'}
        <span class="visually-hidden">{stage.conserved ? 'adds up' : 'does not add up'}</span>
      </td>
    </tr>
  );
}

/** What became of every item, round by round: kept + dropped + failed = in. */
export function Rounds({
  imported,
  rounds,
}: {
  readonly imported: StageSummary;
  readonly rounds: readonly StageSummary[];
}): VNode {
  const alone = new Set(rounds.map(({ stage }) => stage)).size < 2;
  return (
    <section>
      <h2>What became of every item</h2>
      <p class="lead">
        Kept, dropped by the method and failed add up to what went in, in every round. Nothing disappears.
      </p>
      <div class="scroll">
        <table class="rounds">
          <thead>
            <tr>
              <th scope="col">Round</th>
              <th scope="col" class="wide" />
              <th scope="col" class="n">
                Kept
              </th>
              <th scope="col" class="n">
                Dropped
              </th>
              <th scope="col" class="n">
                Failed
              </th>
              <th scope="col" class="n">
                In
              </th>
              <th scope="col">Adds up</th>
            </tr>
          </thead>
          <tbody>
            {[imported, ...rounds].map((stage) => (
              <Stage stage={stage} alone={alone} />
            ))}
          </tbody>
        </table>
      </div>
      <Legend
        entries={[
          { tone: 'kept', label: 'kept' },
          { tone: 'dropped', label: 'dropped' },
          { tone: 'failed', label: 'failed' },
        ]}
      />
    </section>
  );
}
