import type { Command } from 'commander';
import { allWell, applyStackEnvironment, doctor, stackHome } from '../../infra/dev/index.ts';
import { print } from '../output.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description("what is wrong with this machine's setup; exit 1 unless all is well")
    .option('--json', 'one JSON object')
    .action(async (options: { json?: boolean }) => {
      applyStackEnvironment(stackHome());
      const checks = await doctor();
      const ok = allWell(checks);
      print(options, { ok, checks }, () =>
        checks
          .map(({ name, ok: well, optional, detail, fix }) => {
            const mark = well ? 'ok  ' : optional ? 'note' : 'BAD ';
            return `${mark} ${name}: ${detail}${!well && fix ? `\n     fix: ${fix}` : ''}`;
          })
          .join('\n'),
      );
      process.exitCode = ok ? 0 : 1;
    });
}
