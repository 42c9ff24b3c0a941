import { z } from 'zod';
import type { CommandDefinition } from '@humai/kernel';
import { Category } from '../codes.js';
import { Id, onHousehold, Reason, VILLAGE } from '../define.js';

export const RegradeCommands = {
  ProposeRegrade: onHousehold('ProposeRegrade', VILLAGE, '提出类别调整', 'propose a change of category', z.object({ caseId: Id, category: Category, reason: Reason }),
    ['CASE.ALREADY_OPEN', 'ENROLMENT.NONE', 'ENROLMENT.CATEGORY_KIND', 'REGRADE.SAME', 'REGRADE.NEVER']),
  ChangeCategory: onHousehold('ChangeCategory', ['township', 'county'], '调整类别', 'change the category', z.object({}),
    ['CASE.NOT_OPEN', 'CASE.WRONG_PURPOSE', 'CASE.STEPS_MISSING', 'ENROLMENT.NONE', 'ENROLMENT.CATEGORY_KIND', 'ENROLMENT.NOT_ELIGIBLE', 'COMPARISON.NOT_ACCEPTED', 'AUTHORISATION.MISSING']),
} as const satisfies Record<string, CommandDefinition>;
