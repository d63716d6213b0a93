import { rangesFor, type Grouping } from './grouping.ts';
import { bandKeys, estimatedSimilarity, isEmpty } from './min-hash.ts';
import { rangeBuckets } from './range-buckets.ts';
import { bands } from './settings.ts';

/** Samples of one bucket that others are compared with at most. */
const mostLeaders = 64;

/** Joins samples about one picture or none whose texts meet in a band and are similar by their signatures. */
export async function joinSimilar(grouping: Grouping): Promise<void> {
  const { services, settings, known, signatures, groupOf, same, repeats, closest } = grouping;
  const ranges = rangesFor(known.size());
  const buckets = Array.from({ length: bands }, (_, band) => rangeBuckets(services.scratch, `band-${band}`, ranges));
  for await (const { index, signature } of signatures.all()) {
    if (repeats[index] === 1 || isEmpty(signature)) continue;
    const keys = bandKeys(signature, groupOf(index));
    for (let band = 0; band < bands; band++) await buckets[band]?.add(keys[band] as number, index);
  }
  for (const band of buckets) {
    for await (const members of band.groups()) {
      if (members.every((member) => same.find(member) === same.find(members[0] as number))) continue;
      const leaders: { readonly index: number; readonly signature: Int32Array }[] = [];
      for (const member of members) {
        if (leaders.some(({ index }) => same.find(index) === same.find(member))) continue;
        const signature = await signatures.at(member);
        let joined = false;
        for (const leader of leaders) {
          if (groupOf(leader.index) !== groupOf(member)) continue;
          const similarity = estimatedSimilarity(leader.signature, signature);
          if (similarity < settings.similarity) continue;
          same.join(leader.index, member);
          for (const one of [leader.index, member]) closest[one] = Math.max(closest[one] as number, similarity);
          joined = true;
        }
        if (!joined && leaders.length < mostLeaders) leaders.push({ index: member, signature });
      }
    }
  }
}
