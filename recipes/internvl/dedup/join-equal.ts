import { rangesFor, type Grouping } from './grouping.ts';
import { mix } from './mix.ts';
import { rangeBuckets } from './range-buckets.ts';

/** Joins samples with the same text about one picture or none. */
export async function joinEqual({ services, known, groupOf, same, repeats, closest }: Grouping): Promise<void> {
  const buckets = rangeBuckets(services.scratch, 'texts', rangesFor(known.size()));
  for (let index = 0; index < known.size(); index++)
    await buckets.add(mix(known.textKey(index) ^ mix(groupOf(index))), index);
  for await (const members of buckets.groups()) {
    const leaders: number[] = [];
    for (const member of members) {
      const leader = leaders.find((one) => known.sameText(one, member) && groupOf(one) === groupOf(member));
      if (leader === undefined) leaders.push(member);
      else {
        same.join(leader, member);
        repeats[member] = 1;
        closest[leader] = closest[member] = 1;
      }
    }
  }
}
