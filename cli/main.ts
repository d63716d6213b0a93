import { CommanderError } from 'commander';
import { complain } from './output.ts';
import { program } from './program.ts';

// The SDK's notice about coming Node versions would stand before every answer.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = complain(error, process.argv.includes('--debug'));
}
// Idle keep-alive sockets and native clients must not hold the shell.
process.exit();
