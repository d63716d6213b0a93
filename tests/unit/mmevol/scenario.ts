import type { ItemContext, Row } from '../../../recipes/item-program.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import type { Detection, InferCall, Services } from '../../../recipes/services.ts';
import { sha256, uniformFrom } from '../../../recipes/sha256.ts';
import type { QaItem } from '../../../recipes/mmevol/index.ts';

export function qa(fields: Partial<QaItem> = {}): QaItem {
  return {
    image_position: 'single',
    objects: [],
    skills: [],
    format: 'Norm',
    question: 'What is on the table?',
    steps: [],
    answer: 'A cup.',
    ...fields,
  };
}

export function rowOf(conversations: readonly QaItem[], fields: Record<string, unknown> = {}): Row {
  return {
    id: 'row-1',
    origin: 'item-1',
    parents: [],
    round: 0,
    calls: [],
    image: { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', width: 640, height: 480 },
    image_path: 'coco/1.jpg',
    source_id: '1',
    caption: 'A Cup stands on a table.',
    det: [{ label: 'cup', bbox: [0.1, 0.2, 0.3, 0.4] }],
    conversations,
    ...fields,
  };
}

export function contextOf(options: unknown, round = 1): ItemContext {
  const itemId = 'item-1';
  return {
    campaignSeed: 7,
    stage: 'evolve',
    round,
    itemId,
    options,
    facts: {},
    draw: (purpose) => uniformFrom(7, round, 'evolve', itemId, purpose),
  };
}

export type Script = (call: { name: string; model: string; text: string; images: number; ask: number }) => string;

/** Services that answer from a script and re-ask once, as the gateway does; every call is recorded. */
export function scripted(script: Script, detection?: Detection) {
  const calls: { name: string; model: string; text: string; images: number; schema: unknown }[] = [];
  const detected: string[] = [];
  const infer: Services['infer'] = async <T>(call: InferCall<T>) => {
    const parts = call.messages.flatMap(({ content }) =>
      typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
    );
    const seen = {
      name: call.name,
      model: call.model,
      text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
      images: parts.filter(({ type }) => type === 'image').length,
    };
    calls.push({ ...seen, schema: call.schema });
    let failure = { reason: '', error: '' };
    for (const ask of [0, 1]) {
      const text = script({ ...seen, ask });
      const parsed = call.parse(text);
      if (parsed.ok) return { value: parsed.value, key: `key:${call.name}:${ask}`, answer: sha256(text) };
      failure = parsed;
    }
    throw new ItemFailure(failure.reason, failure.error);
  };
  const detect: Services['detect'] = async (image) => {
    detected.push(image);
    if (!detection) throw new Error('no detection scripted');
    return detection;
  };
  return { services: { infer, detect } satisfies Services, calls, detected };
}
