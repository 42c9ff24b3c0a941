import { z } from 'zod';
import { EvidenceKind, RiskType } from './codes.js';

// What events are made of. Structure only: a rule tightened later must not make history unreadable.
export const Id = z.string();
export const On = z.string(); // YYYY-MM-DD
export const Month = z.string(); // YYYYMM, the form of the national register.
export const Fen = z.number().int();
export const EvidenceHash = z.string(); // SHA-256 of the document, hex; the document itself is kept elsewhere.
export const Risk = z.object({ riskId: Id, type: RiskType });
export const Document = z.object({ kind: EvidenceKind, hash: EvidenceHash });
