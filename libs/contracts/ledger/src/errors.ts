import { defineErrors } from '@humai/kernel';

export const LedgerErrors = defineErrors({
  'READ_MODEL.UNKNOWN': { status: 404, zh: '没有读模型 {name};现有:{known}', en: 'There is no read model {name}; there are {known}' },
});
