import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '@humai/kernel';

const Year = z.number().int().min(2000).max(2100);
const Area = z.string().regex(/^\d{12}$/, 'not a 12-digit division code');
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex');
const Position = z.number().int().min(0).describe('log position the scores are computed at; the newest unless told');
const Policy = z.string().min(1).max(100);
const COMPUTING = ['RESULT.DIGEST_DIFFERS', 'ASSESSMENT.POSITION_AHEAD', 'AREA.UNKNOWN', 'POLICY.UNKNOWN_VERSION', 'READ_MODEL.BEHIND'];

/** What outsiders may do with a result: `POST /v1/assessment/results/<year>-<area>/…`. */
export const ResultCommands = {
  PublishResult: defineCommand({
    name: 'PublishResult', subject: 'results', category: 'assessment', roles: ['assessor'],
    summary: { zh: '发布考核结果', en: 'publish a result' },
    body: z.object({
      year: Year, area: Area, policy: Policy.optional().describe('policy version; the one in force at the end of the year unless told'), position: Position.optional(),
      digest: Digest.optional().describe('refused when the scores are others than these'),
    }),
    refusals: ['RESULT.NAME', 'RESULT.PUBLISHED', 'POLICY.NOT_IN_FORCE', ...COMPUTING],
  }),
  ReviseResult: defineCommand({
    name: 'ReviseResult', subject: 'results', category: 'assessment', roles: ['assessor'],
    summary: { zh: '更正考核结果', en: 'revise a published result' },
    body: z.object({
      policy: Policy.optional().describe('policy version; that of the result unless told'), position: Position.optional(),
      digest: Digest.optional().describe('refused when the scores are others than these'), reason: z.string().trim().min(1).max(500), approverId: z.string().min(1).max(64),
    }),
    refusals: ['RESULT.NOT_PUBLISHED', 'RESULT.UNCHANGED', 'RESULT.APPROVER_IS_AUTHOR', ...COMPUTING],
  }),
} as const satisfies Record<string, CommandDefinition>;

/** What the decider gets: the scores have been computed and stand behind the digest. */
export type ComputedResult = Readonly<{ year: number; area: string; policy: string; position: number; digest: string }>;
