// Lints one project: what Nx runs for `lint`. ESLint says "The rule will be skipped" and ends well when the boundary rule has no project graph; here that is a failure.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [project, ...options] = process.argv.slice(2);
if (!project) {
  console.error('usage: lint-project.mjs <project folder> [eslint options]');
  process.exit(2);
}
// Where a check wants to read what was found, each project writes its findings as JSON.
const { LINT_REPORTS: reports } = process.env;
if (reports) options.push('--format', 'json', '--output-file', join(reports, `${project.replaceAll('/', '_')}.json`));
const eslint = join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin', 'eslint.js');
const child = spawn(process.execPath, [eslint, project, '--no-warn-ignored', '--no-error-on-unmatched-pattern', '--max-warnings', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]])
  from.on('data', (chunk) => {
    said += chunk;
    to.write(chunk);
  });
child.on('close', (code) => {
  const skipped = said.includes('The rule will be skipped');
  if (skipped) console.error('The boundary rule was skipped: run the linter through Nx (npm run lint), which makes the project graph first.');
  process.exitCode = skipped ? 1 : (code ?? 1);
});
