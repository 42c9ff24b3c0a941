import { z } from 'zod';
import { defineCommand, isLocalDate, type Role } from '@humai/kernel';
import { EvidenceKind } from './codes.js';

// What commands are made of: strict, because nothing of it is stored as it comes.
export const Id = z.string().min(1).max(64).regex(/^[\w.:-]+$/).describe('letters, digits, . _ : -');
export const On = z.string().refine(isLocalDate, 'not a date (YYYY-MM-DD)').meta({ format: 'date' });
export const Fen = z.number().int().describe('integer fen');
export const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex').describe('SHA-256 of the evidence, hex');
export const Reason = z.string().trim().min(1).max(500);
export const Village = z.string().regex(/^\d{12}$/, 'not a 12-digit division code');
export const Hashes = z.array(Hash).min(1).max(50);
export const Documents = z.array(z.object({ kind: EvidenceKind, hash: Hash })).max(50).describe('further documents of the step, each with its kind; which are needed is policy');

export const VILLAGE: readonly Role[] = ['village', 'township'];
export const TOWNSHIP: readonly Role[] = ['township'];
export const COUNTY: readonly Role[] = ['county'];
export const ANY_TIER: readonly Role[] = ['village', 'township', 'county'];

export const onHousehold = <const N extends string, B extends z.ZodType>(name: N, roles: readonly Role[], zh: string, en: string, body: B, refusals: readonly string[] = []) =>
  defineCommand({ name, subject: 'households', category: 'household', roles, summary: { zh, en }, body, refusals });
