import { contexts } from '@humai/contexts';
import { defineErrors, type ErrorCatalogue, PlatformErrors } from '@humai/kernel';

/** What only the command line can refuse. */
export const CliErrors = defineErrors({
  'USAGE.NOT_A_FILE': { status: 400, zh: '没有文件 {file}', en: 'There is no file {file}' },
  'USAGE.NO_SERVER': { status: 400, zh: '该数据目录上没有运行中的服务;请先运行 npx humai up', en: 'No server runs on this data directory: start one with npx humai up' },
  'USAGE.NEEDS_DIRECTORY': { status: 400, zh: '此命令须在数据目录上运行,不能通过 {url} 进行;请去掉 HUMAI_URL 或 --url', en: 'This command works on a data directory, not on {url}: run it without HUMAI_URL and --url' },
  'SIMULATION.STORE_NOT_EMPTY': { status: 422, zh: '目录 {directory} 中已有 {events} 条事件;模拟只写入空库,请用 HUMAI_DATA 指定其他目录', en: 'There are {events} events in {directory} already; a simulation fills an empty store only: name another directory by HUMAI_DATA' },
  'SIMULATION.IN_FUTURE': { status: 422, zh: '模拟须在今天之前结束,{to} 不早于 {today}', en: 'A simulation ends before today: {to} is not before {today}' },
  'SIMULATION.OPTIONS': { status: 422, zh: '模拟的起止日期有误:{problem}', en: 'The period of the simulation is wrong: {problem}' },
  'SERVER.PORT_TAKEN': { status: 503, zh: '端口 {port} 已被其他程序占用;请用 HUMAI_PORT 指定其他端口', en: 'Port {port} is taken by another program: name another one by HUMAI_PORT' },
  'SERVER.ADDRESS': { status: 503, zh: '无法在 {host}:{port} 提供服务:{problem}', en: 'Cannot serve at {host}:{port}: {problem}' },
  'SERVER.UNREACHABLE': { status: 503, zh: '无法连接 {url}:{problem}', en: 'Cannot reach {url}: {problem}' },
  'SERVER.TLS': { status: 503, zh: '无法与 {url} 建立加密连接:{problem};自建证书机构用 NODE_EXTRA_CA_CERTS 指定,未加密的地址以 http:// 开头', en: 'No secure connection to {url}: {problem}. NODE_EXTRA_CA_CERTS names the certificate of an authority of your own; an address without encryption begins with http://' },
  'SERVER.MOVED': { status: 503, zh: '{url} 转向 {location};请将该地址用作 HUMAI_URL', en: '{url} points to {location}: name that address instead' },
  'SERVER.NOT_HUMAI': { status: 503, zh: '{url} 返回状态 {status},不是户脉的应答;请检查 HUMAI_URL', en: '{url} answered with status {status}, and not as Humai does: check HUMAI_URL' },
  'SERVER.BROKE_OFF': { status: 503, zh: '{url} 的应答中断,结果不完整', en: 'The answer of {url} broke off: what came is not all' },
});

/** Every refusal that a command line can meet. */
export const errorCatalogue = (): ErrorCatalogue => Object.assign({}, PlatformErrors, CliErrors, ...contexts.map((c) => c.errors)) as ErrorCatalogue;
