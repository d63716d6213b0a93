import type { Services } from '../../services.ts';
import type { ImageRecord } from '../image-record.ts';

/** Detections below this confidence are left out. */
const leastScore = 0.45;

const clamped = (side: number) => Math.min(1, Math.max(0, side));

/**
 * The record with boxes and text lines of the local specialists, where it has neither caption nor boxes and none ran before.
 * The caption stays null: code makes none up.
 */
export async function withDetections(record: ImageRecord, services: Services): Promise<ImageRecord> {
  if (record.caption !== null || record.det.length > 0 || record.text_seen) return record;
  const { objects, text } = await services.detect(record.image.sha256);
  const det = objects
    .filter(({ score }) => score >= leastScore)
    .map(({ label, bbox }) => ({ label, bbox: bbox.map(clamped) }));
  return { ...record, det, text_seen: text.map((line) => line.text.trim()).filter((line) => line !== '') };
}
