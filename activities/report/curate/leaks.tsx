import type { VNode } from 'preact';
import { count } from '../frame/numbers.ts';

/** Dropped samples by the benchmark they hold something of. */
export function Leaks({
  leaks,
}: {
  readonly leaks: ReadonlyMap<string, { text: number; image: number }>;
}): VNode | null {
  if (leaks.size === 0) return null;
  return (
    <div>
      <h3>Leaks by benchmark</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Benchmark</th>
              <th scope="col" class="n">
                By text
              </th>
              <th scope="col" class="n">
                By picture
              </th>
            </tr>
          </thead>
          <tbody>
            {[...leaks].map(([benchmark, { text, image }]) => (
              <tr>
                <th scope="row">{benchmark}</th>
                <td class="n">{count(text)}</td>
                <td class="n">{count(image)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
