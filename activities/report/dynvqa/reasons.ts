const known: Readonly<Record<string, string>> = {
  pending: 'The gold is lost for now, so the question was not asked',
  retired: 'The gold was not found again, so the question was not asked',
  no_golden_query: 'The question has no golden query',
  no_picture: 'The method searches by the picture, and there is none',
  no_gold_version: 'The seed file does not say the version of its gold',
  wrong: 'The answer is not good enough to learn from',
  too_long: 'The dialogue does not end with an answer within five searches',
  uncited: 'A search was made that nothing later rests on',
  benchmark: 'The question or its picture is part of the benchmark',
  no_episode: 'It was not answered by the agent',
  'A1:too_few_sources': 'A1: fewer than two independent sources',
  'A2:long_answer': 'A2: the answer is longer than 12 tokens',
  'A2:not_stated': 'A2: fewer than two sources state the answer',
  'A3:link_not_needed': 'A3: a link of the chain can be left out',
  'A4:no_vote': 'A4: no label could be read',
  'A5:not_named_once': 'A5: the thing shown is not named exactly once',
  'A5:not_picturable': 'A5: the thing cannot be recognised in a picture',
  'A6:no_picture': 'A6: no picture shows it without naming it',
  'A7:names_anchor': 'A7: the question names what the picture shows',
  'A7:text_suffices': 'A7: it was answered without the picture',
  'A8:too_easy': 'A8: it was answered without any search',
  'A9:not_found': 'A9: the golden query does not lead to the answer',
  'A10:not_seen': 'A10: neither texts nor pictures hold the answer',
  'A13:disputed': 'A13: votes on the labels disagreed',
  'A13:sampled': 'A13: drawn for review',
  'A13:rejected': 'A13: people turned it down',
  'A14:duplicate': 'A14: the same question of the same picture is there already',
};

/** What a reason code of the recipe means. */
export const explain = (reason: string): string | undefined =>
  known[reason] ?? (reason.startsWith('A14:quota_') ? `A14: one too many of ${reason.slice(10)}` : undefined);
