import type { Instance } from './grammar/instances.ts';
import { stripped } from './grammar/labels.ts';
import { ringArea } from './geometry/ring-area.ts';
import { BINS } from './locations.ts';
import { readInstances, withoutFrame } from './parse-task-output.ts';
import { answerForm } from './tasks/tasks.ts';

/** Why an instance of an answer is not used. */
export type InstanceFault = 'bin_out_of_range' | 'zero_area' | 'duplicate';

export type SoundInstance = Instance & {
  /** The corners of the box came in another order and were exchanged. */
  readonly swapped: boolean;
};

export interface TaskReading {
  /** Text of a text task, else empty. */
  readonly text: string;
  readonly instances: readonly SoundInstance[];
  readonly faults: readonly { readonly instance: Instance; readonly fault: InstanceFault }[];
  /** The answer ends within an instance: a token cut off, a label without a place, an unclosed polygon, locations left over. */
  readonly truncated: boolean;
}

/**
 * An answer as the engine takes it: instances in bins, checked. Boxes whose corners are exchanged are put right and flagged;
 * bins outside 0 to 999, places without area and repetitions are faults. Complete instances of a cut answer are kept.
 */
export function readTaskOutput(task: `<${string}>`, answer: string): TaskReading {
  if (answerForm(task) === 'text') {
    return { text: stripped(withoutFrame(answer)), instances: [], faults: [], truncated: false };
  }
  const instances: SoundInstance[] = [];
  const faults: { instance: Instance; fault: InstanceFault }[] = [];
  const seen = new Set<string>();
  for (const instance of readInstances(task, answer, { parity: false })) {
    const sound = inOrder(instance);
    const fault = faultOf(sound, seen);
    if (fault) faults.push({ instance, fault });
    else instances.push(sound);
  }
  return { text: '', instances, faults, truncated: endsWithin(task, withoutFrame(answer)) };
}

function inOrder(instance: Instance): SoundInstance {
  if (instance.kind !== 'box') return { ...instance, swapped: false };
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = instance.bins;
  const swapped = x1 < x0 || y1 < y0;
  return swapped
    ? { ...instance, bins: [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)], swapped }
    : { ...instance, swapped };
}

function faultOf(instance: SoundInstance, seen: Set<string>): InstanceFault | undefined {
  const rings = instance.kind === 'polygons' ? instance.polygons : [instance.bins];
  if (rings.flat().some((bin) => bin >= BINS)) return 'bin_out_of_range';
  if (rings.every((ring) => (instance.kind === 'box' ? boxArea(ring) : ringArea(ring)) === 0)) return 'zero_area';
  const same = JSON.stringify([instance.label, rings]);
  if (seen.has(same)) return 'duplicate';
  seen.add(same);
  return undefined;
}

function boxArea([x0 = 0, y0 = 0, x1 = 0, y1 = 0]: readonly number[]): number {
  return (x1 - x0) * (y1 - y0);
}

/** Locations an instance takes: none may be left over at the end of a whole answer. */
const perInstance: Readonly<Record<string, number>> = { boxes: 4, grounding: 4, proposals: 4, quads: 8, polygons: 2 };

function endsWithin(task: string, body: string): boolean {
  const text = stripped(body);
  if (text === '') return false;
  if (!text.endsWith('>')) return true;
  if (text.includes('<poly>')) return !text.endsWith('</poly>');
  const last = /(?:<loc_\d+>)+$/.exec(text)?.[0].match(/<loc_/g)?.length ?? 0;
  return last === 0 || last % (perInstance[answerForm(task)] ?? 4) !== 0;
}
