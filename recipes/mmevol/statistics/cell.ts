import type { EvolvedItem } from '../image-record.ts';
import { knownSkill, objectKey, skillKey } from '../skill-names.ts';
import { count, mergeTallies, type Tally } from './tally.ts';

/** Sums of one round and operator; everything is a tally, so cells of shards add up exactly. */
export interface Cell {
  /** Images and items by what became of them: kept, dropped, failed. */
  readonly images: Tally;
  readonly items: Tally;
  /** Reject reasons of items, and of whole images. */
  readonly itemReasons: Tally;
  readonly imageReasons: Tally;
  /** The judge's scores of kept items; `notImproved` of those it turned down, which count as 0 in the mean. */
  readonly scores: Tally;
  readonly notImproved: Tally;
  readonly steps: Tally;
  readonly skillsPerItem: Tally;
  readonly itemsPerImage: Tally;
  readonly answerWords: Tally;
  readonly skills: Tally;
  readonly unknownSkills: Tally;
  readonly formats: Tally;
  readonly objects: Tally;
}

export function emptyCell(): Cell {
  return {
    images: {},
    items: {},
    itemReasons: {},
    imageReasons: {},
    scores: {},
    notImproved: {},
    steps: {},
    skillsPerItem: {},
    itemsPerImage: {},
    answerWords: {},
    skills: {},
    unknownSkills: {},
    formats: {},
    objects: {},
  };
}

/** Width of a bucket of the answers' length, in words. */
const bucket = 10;

export function addItem(cell: Cell, item: EvolvedItem): void {
  count(cell.items, 'kept');
  if (item.score !== undefined) count(cell.scores, item.score);
  count(cell.steps, item.steps.length);
  count(cell.skillsPerItem, item.skills.length);
  count(cell.answerWords, Math.floor(item.answer.split(/\s+/).length / bucket) * bucket);
  count(cell.formats, item.format);
  for (const skill of item.skills) {
    count(cell.skills, skillKey(skill));
    if (knownSkill(skill) === null) count(cell.unknownSkills, skillKey(skill));
  }
  for (const object of item.objects) count(cell.objects, objectKey(object));
}

export function mergeCells(into: Cell, from: Cell): void {
  for (const name of Object.keys(into) as (keyof Cell)[]) mergeTallies(into[name], from[name]);
}
