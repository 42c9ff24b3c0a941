import { defineErrors } from '@humai/kernel';

export const LedgerErrors = defineErrors({
  'PEER.UNREACHABLE': { status: 503, zh: '服务 {name} 无法访问:{problem}', en: 'The service {name} cannot be reached: {problem}' },
  'READ_MODEL.UNKNOWN': { status: 404, zh: '没有读模型 {name};现有:{known}', en: 'There is no read model {name}; there are {known}' },
});
