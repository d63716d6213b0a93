import { describe, expect, it } from '@jest/globals';
import { kubectlComplaint } from '../../../activities/training/kubectl-complaint.ts';
import { recordedWords } from './recorded-cluster.ts';

describe('what a failed kubectl says', () => {
  it.each([
    ['already_exists', 'AlreadyExists'],
    ['not_found', 'NotFound'],
    ['namespace_missing', 'NotFound'],
    ['forbidden', 'forbidden'],
    ['unauthorized', 'forbidden'],
    ['name_too_long', 'refused'],
    ['no_image', 'refused'],
    ['unknown_field', 'refused'],
    ['container_waiting', 'refused'],
    ['node_away', 'refused'],
    ['no_context', 'refused'],
    ['broken_config', 'refused'],
    ['no_host', 'away'],
    ['refused', 'away'],
    ['no_answer', 'away'],
    ['create_timed_out', 'away'],
    ['database_away', 'away'],
    ['no_pod_in_time', 'away'],
  ])('%s is %s', (name, kind) => {
    expect(kubectlComplaint(recordedWords(name)).kind).toBe(kind);
  });

  it('is told on one line, without the log of its library', () => {
    expect(recordedWords('refused').trimEnd().split('\n').length).toBeGreaterThan(1);
    expect(kubectlComplaint(recordedWords('refused')).text).toMatch(/^The connection to the server \S+ was refused/);
  });

  it('that is an own reason of the server is read by it, whatever words follow', () => {
    const named = 'Error from server (BadRequest): jobs "timeout-of-etcd" was refused: unexpected EOF, timed out';
    expect(kubectlComplaint(named).kind).toBe('refused');
    expect(kubectlComplaint('Error from server (ServiceUnavailable): later').kind).toBe('away');
  });
});
