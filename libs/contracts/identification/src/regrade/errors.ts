import { defineErrors } from '@humai/kernel';

export const RegradeErrors = defineErrors({
  'REGRADE.SAME': { status: 422, zh: '该户已是「{category}」', en: 'The household already is in the category: {category}' },
  'REGRADE.NEVER': { status: 422, zh: '「{from}」与「{to}」不得互转', en: 'There is no change between these categories: {from}, {to}' },
});
