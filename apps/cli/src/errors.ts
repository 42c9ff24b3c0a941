import { contexts } from '@humai/contexts';
import { defineErrors, type ErrorCatalogue, PlatformErrors } from '@humai/kernel';

/** What only the command line can refuse. */
export const CliErrors = defineErrors({
  'USAGE.NOT_A_FILE': { status: 400, zh: '没有文件 {file}', en: 'There is no file {file}' },
  'USAGE.NO_SERVER': { status: 400, zh: '该数据目录上没有运行中的服务;请先运行 npx humai up', en: 'No server runs on this data directory: start one with npx humai up' },
  'SIMULATION.STORE_NOT_EMPTY': { status: 422, zh: '目录 {directory} 中已有 {events} 条事件;模拟只写入空库,请用 HUMAI_DATA 指定其他目录', en: 'There are {events} events in {directory} already; a simulation fills an empty store only: name another directory by HUMAI_DATA' },
  'SIMULATION.IN_FUTURE': { status: 422, zh: '模拟须在今天之前结束,{to} 不早于 {today}', en: 'A simulation ends before today: {to} is not before {today}' },
  'SIMULATION.OPTIONS': { status: 422, zh: '模拟的起止日期有误:{problem}', en: 'The period of the simulation is wrong: {problem}' },
  'SERVER.PORT_TAKEN': { status: 503, zh: '端口 {port} 已被其他程序占用;请用 HUMAI_PORT 指定其他端口', en: 'Port {port} is taken by another program: name another one by HUMAI_PORT' },
  'SERVER.ADDRESS': { status: 503, zh: '无法在 {host}:{port} 提供服务:{problem}', en: 'Cannot serve at {host}:{port}: {problem}' },
});

/** Every refusal that a command line can meet. */
export const errorCatalogue = (): ErrorCatalogue => Object.assign({}, PlatformErrors, CliErrors, ...contexts.map((c) => c.errors)) as ErrorCatalogue;
