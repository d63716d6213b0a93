/** What a failed kubectl means. `forbidden`: the user is not known, or may not. */
export interface KubectlComplaint {
  readonly kind: 'NotFound' | 'AlreadyExists' | 'away' | 'forbidden' | 'refused';
  /** Its words on one line, without the lines of its log and without warnings. */
  readonly text: string;
}

/** Reasons of the API server that pass by themselves. */
const passing: readonly string[] = [
  'InternalError',
  'ServerTimeout',
  'ServiceUnavailable',
  'Timeout',
  'TooManyRequests',
];

/** What kubectl says where no API server answered, or one without its database; a reason of the server's own is told as `Error from server (Reason)`. */
const noAnswer = [
  /^(Unable to connect to the server|The connection to the server)/,
  /^error: .*\b(Get|Post|Put|Patch|Delete) "https?:/,
  /^error: .*(timed out|unexpected EOF|deadline exceeded)/,
  /^Error from server: .*(etcdserver:|rpc error: code = (Unavailable|DeadlineExceeded))/,
];

/** `E1125 15:40:19.992910   10782 memcache.go:265] …`: the log of its library, that says the same up to five times. */
const logLine = /^[IWEF]\d{4} \d{2}:\d{2}:/;

/** Reads what a kubectl that failed left on its standard error. */
export function kubectlComplaint(said: string): KubectlComplaint {
  const lines = said.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '' && !logLine.test(line) && !line.startsWith('Warning:')).join(' ');
  const reason = /^Error from server \((\w+)\)/.exec(text)?.[1];
  if (reason === 'NotFound' || reason === 'AlreadyExists') return { kind: reason, text };
  if (reason === undefined ? noAnswer.some((words) => words.test(text)) : passing.includes(reason))
    return { kind: 'away', text };
  if (reason === 'Forbidden' || text.includes('(Unauthorized)')) return { kind: 'forbidden', text };
  return { kind: 'refused', text };
}
