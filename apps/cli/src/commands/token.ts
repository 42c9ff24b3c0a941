import { openEmbeddedIssuer } from '@humai/auth';
import { makeDirectory } from '@humai/wiring-embedded';
import { type AddCommand, command } from '../define.js';
import { OPERATOR } from '../session.js';
import { areaCode, whole } from '../values.js';

const DAY_MS = 86_400_000;

/** Mints a token of the embedded issuer: whoever can read the data directory may. */
export const token: AddCommand = (program, run) => {
  command(program, 'token', 'make a token for the HTTP interface / 签发令牌')
    .requiredOption('--role <role>', 'village, township, county, department:<code>, assessor, auditor, ops or service')
    .requiredOption('--area <code>', 'division code or prefix the right covers', areaCode)
    .option('--days <n>', 'how long it is good for', whole(1, 366), 1)
    .option('--subject <id>', 'who it is for, as it will stand in events', OPERATOR)
    .action((options: { role: string; area: string; days: number; subject: string }) =>
      run(async ({ directory, output }) => {
        const { role, area, days, subject } = options;
        makeDirectory(directory);
        const issuer = await openEmbeddedIssuer(directory);
        const minted = await issuer.mint({ subject, grants: [{ role, area }], days });
        const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
        output.answer({ token: minted, subject, role, area, expiresAt }, () => minted);
      }, options));
};
