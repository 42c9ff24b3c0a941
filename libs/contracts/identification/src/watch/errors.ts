import { defineErrors } from '@humai/kernel';

export const WatchErrors = defineErrors({
  'WATCH.NOT_LISTED': { status: 422, zh: '该户不在「{list}」名单上', en: 'The household is not on the list {list}' },
  'WATCH.ORIGIN_BY_HAND': { status: 422, zh: '人工列入名单的来源只能是「人工列入」', en: 'Whoever puts a household on a list by hand cannot name another origin' },
  'DATE.IMPOSSIBLE': { status: 422, zh: '日期 {date} 不存在', en: 'There is no date {date}' },
  'VISIT.FUTURE': { status: 422, zh: '走访日期 {date} 晚于业务日期 {on}', en: 'A visit on {date} is after the business date, {on}' },
  'VISIT.BEFORE_LISTED': { status: 422, zh: '走访日期 {date} 早于列入「{list}」之日 {listedOn}', en: 'A visit on {date} is no visit of the list {list}, on which the household is since {listedOn}' },
  'VISIT.CLUE_MISSING': { status: 422, zh: '走访发现风险线索的,须同时填报线索', en: 'A visit that found a clue must report it' },
  'VISIT.CLUE_NOT_FOUND': { status: 422, zh: '走访结论不是「发现风险线索」,不能填报线索', en: 'A visit that found no clue cannot report one' },
  'VISIT.EXISTS': { status: 409, zh: '走访 {visit} 已登记,内容不同', en: 'Visit {visit} is recorded with other content' },
});
