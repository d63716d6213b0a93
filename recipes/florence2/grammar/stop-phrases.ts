const words = `
  I me mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself
  we us our ours ourselves they them their theirs themselves one oneself this that these those who whom whose which what
  all another any anybody anyone anything each everybody everyone everything few many nobody none several some somebody
  someone something the a an image images lots`;
const phrases = ['each other', 'one another', 'the image', 'a group', 'other objects', 'a set'];

/** Phrases that grounding drops: exact match, case counts. The words are those of the published processor's configuration. */
export const stopPhrases: ReadonlySet<string> = new Set([...words.trim().split(/\s+/), ...phrases]);
