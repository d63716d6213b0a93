import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGate, type Admission } from '../../../activities/inference/admission/gate.ts';

const { signal } = new AbortController();

/** Enters everything into a gate with some places and runs it to the end; returns the order of admission. */
async function admissionOrder(affinities: readonly (string | undefined)[], places: number): Promise<number[]> {
  const gate = createGate((inFlight) => (inFlight < places ? true : undefined));
  const order: number[] = [];
  let peak = 0;
  await Promise.all(
    affinities.map(async (affinity, index) => {
      const admission = await gate.enter({ affinity, signal });
      order.push(index);
      peak = Math.max(peak, gate.inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      admission.leave();
    }),
  );
  expect(peak).toBeLessThanOrEqual(places);
  expect([gate.inFlight, gate.waiting]).toEqual([0, 0]);
  return order;
}

describe('the gate', () => {
  it('admits without affinity in order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 8 }), async (count, places) => {
        const order = await admissionOrder(
          Array.from({ length: count }, () => undefined),
          places,
        );
        expect(order).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
      { numRuns: 30 },
    );
  });

  it('admits everybody once, keeps an affinity in its own order, and lets nobody be overtaken without bound', async () => {
    const affinity = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(affinity, { maxLength: 80 }), fc.integer({ min: 1, max: 4 }), async (all, places) => {
        const order = await admissionOrder(all, places);
        expect(order.toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index));
        for (const name of ['a', 'b', 'c']) {
          const own = order.filter((index) => all[index] === name);
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
        // Whoever is at position p waits for at most p heads and eight of kin after each.
        for (const [position, index] of order.entries()) expect(position).toBeLessThanOrEqual(index * 9 + 8);
      }),
      { numRuns: 50 },
    );
  });

  it('lets the kin of the one just admitted go next', async () => {
    expect(await admissionOrder(['a', 'b', 'a', 'c', 'b', 'a'], 1)).toEqual([0, 2, 5, 1, 4, 3]);
  });

  it('lets those who were admitted before go first', async () => {
    const gate = createGate((inFlight) => (inFlight < 1 ? true : undefined));
    const order: string[] = [];
    const enter = async (name: string, front: boolean): Promise<void> => {
      const admission = await gate.enter({ front, signal });
      order.push(name);
      admission.leave();
    };
    const first = await gate.enter({ signal });
    const rest = [enter('new', false), enter('again', true)];
    first.leave();
    await Promise.all(rest);
    expect(order).toEqual(['again', 'new']);
  });

  it('takes an aborted request out of the queue and gives its place to nobody', async () => {
    const gate = createGate((inFlight) => (inFlight < 1 ? true : undefined));
    const abort = new AbortController();
    const first = await gate.enter({ signal });
    const aborted = gate.enter({ affinity: 'a', signal: abort.signal });
    const next = gate.enter({ affinity: 'a', signal });
    abort.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(gate.waiting).toBe(1);
    first.leave();
    first.leave();
    const admitted: Admission<boolean> = await next;
    expect(gate.inFlight).toBe(1);
    admitted.leave();
  });

  it('stays shut while claim says so and opens on wake', async () => {
    let open = false;
    const gate = createGate(() => (open ? 'claimed' : undefined));
    const entering = gate.enter({ signal });
    expect(gate.waiting).toBe(1);
    open = true;
    gate.wake();
    expect((await entering).claimed).toBe('claimed');
  });
});
