import type { VNode } from 'preact';
import type { VoteStatistics } from '../../../recipes/vote/index.ts';
import { ShareBar } from '../frame/bars.tsx';
import { count, percent } from '../frame/numbers.ts';

const ways = [
  ['elected', 'the answer elected'],
  ['direct', 'one direct answer'],
  ['cot', 'one reasoned answer'],
  ['majority', 'the majority'],
  ['maxDirectCot', 'the better of direct and reasoned, over the whole set'],
] as const;

function Accuracy({ accuracy, graded }: VoteStatistics): VNode | null {
  if (graded === 0) return null;
  return (
    <div>
      <h3>Right answers by way of answering</h3>
      {ways.map(([name, label]) =>
        accuracy[name] === null ? null : (
          <div class="share-row">
            <span>{percent(accuracy[name])}</span>
            <ShareBar share={accuracy[name]} tone="kept" label={`${label}: ${percent(accuracy[name])}`} />
            <span class="share-text">{label}</span>
          </div>
        ),
      )}
      <p class="more">{`Of ${count(graded)} questions with a gold answer; one without a readable answer counts as wrong.`}</p>
    </div>
  );
}

function Agreement({ bins, rows }: VoteStatistics): VNode {
  return (
    <div>
      <h3>How far the answers agree</h3>
      <div class="scroll">
        <table class="ratio">
          <thead>
            <tr>
              <th scope="col">Agreement</th>
              <th scope="col">Questions</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ from, rows: here, graded, right }) => (
              <tr>
                <th scope="row">{from === 1 ? 'all agree' : `from ${from.toFixed(1)}`}</th>
                <td class="cell">
                  <span>{count(here)}</span>
                  <ShareBar share={rows === 0 ? 0 : here / rows} tone="kept" label={`${count(here)} questions`} />
                </td>
                <td class="n">{percent(graded === 0 ? null : right / graded)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Accuracy of each way of answering, and how agreement is spread. */
export function Figures({ statistics }: { readonly statistics: VoteStatistics }): VNode {
  return (
    <section>
      <h2>How the votes went</h2>
      <div class="pair">
        <Agreement {...statistics} />
        <Accuracy {...statistics} />
      </div>
    </section>
  );
}
