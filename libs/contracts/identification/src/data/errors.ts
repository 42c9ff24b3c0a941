import { defineErrors } from '@humai/kernel';

/** What can be wrong with a department's data, with a warning and with a query, spread into the errors of identification. */
export const DataErrors = defineErrors({
  // The batch as a whole
  'DATA.SOURCE_UNKNOWN': { status: 404, zh: '{area} 在 {on} 没有名为「{source}」的部门数据源;现有:{known}', en: 'There is no source {source} for {area} on {on}; there are: {known}' },
  'DATA.NAME_AREA': { status: 422, zh: '请指明区域:数据源「{source}」在 {areas} 各有一份', en: 'Name the area: there is a source {source} in each of {areas}' },
  'DATA.OTHER_DEPARTMENT': { status: 403, zh: '数据源「{source}」由 {department} 报送', en: 'The source {source} is sent by {department}' },
  'DATA.PERIOD': { status: 422, zh: '期间「{period}」应为{formZh}的写法,如 {example}', en: 'The period "{period}" is not a {form}, like {example}' },
  'DATA.PERIOD_FUTURE': { status: 422, zh: '期间 {period} 尚未开始', en: 'The period {period} has not begun' },
  'DATA.ENCODING': { status: 422, zh: '文件编码既不是 UTF-8 也不是 GB18030,整批未接收', en: 'The file is neither UTF-8 nor GB18030; nothing of the batch was taken' },
  'DATA.UNREADABLE': { status: 422, zh: '文件在第 {row} 行附近无法读取:{problem}', en: 'The file cannot be read near row {row}: {problem}' },
  'DATA.EMPTY': { status: 422, zh: '文件没有标题行', en: 'The file has no row of headings' },
  'DATA.MISSING_HEADING': { status: 422, zh: '缺少以下列:{headings};整批未接收', en: 'These columns are missing: {headings}; nothing of the batch was taken' },
  'DATA.DUPLICATE_HEADING': { status: 422, zh: '「{heading}」列出现两次,整批未接收', en: 'The column {heading} is there twice; nothing of the batch was taken' },
  'DATA.MORE_PROBLEMS': { status: 422, zh: '另有 {count} 行有误未列出', en: '{count} more wrong rows are not listed' },
  // One row
  'DATA.TOO_MANY_CELLS': { status: 422, zh: '该行比标题多出 {count} 格', en: 'The row has {count} cells more than there are headings' },
  'DATA.MISSING_VALUE': { status: 422, zh: '「{heading}」不能为空', en: '{heading} must not be empty' },
  'DATA.TOO_LONG': { status: 422, zh: '「{heading}」超过 {limit} 个字符', en: '{heading} is longer than {limit} characters' },
  'DATA.NOT_A_NUMBER': { status: 422, zh: '「{heading}」不是数字', en: '{heading} is not a number' },
  'DATA.NEGATIVE': { status: 422, zh: '「{heading}」不能为负数', en: '{heading} must not be negative' },
  'DATA.OUT_OF_RANGE': { status: 422, zh: '「{heading}」应在 {min} 至 {max} 之间', en: '{heading} must be from {min} to {max}' },
  'DATA.NOT_A_DATE': { status: 422, zh: '「{heading}」不是存在的日期', en: '{heading} is not a date that exists' },
  'DATA.IN_FUTURE': { status: 422, zh: '「{heading}」晚于报送日期', en: '{heading} is after the day on which the batch came' },
  'DATA.NOT_A_FLAG': { status: 422, zh: '「{heading}」应填「是」或「否」', en: '{heading} must be yes (是) or no (否)' },
  // Doubtful matches
  'BATCH.EXISTS': { status: 409, zh: '该批次已接收,来源或期间不同', en: 'This batch was received already, with another source or period' },
  'MATCH.NOT_FOUND': { status: 404, zh: '该批次没有存疑匹配 {match}', en: 'The batch has no doubtful match {match}' },
  'MATCH.SETTLED': { status: 409, zh: '存疑匹配 {match} 已核定', en: 'The doubtful match {match} is already settled' },
  'MATCH.NEEDS_PERSON': { status: 422, zh: '确认匹配须指明人员', en: 'To accept a match, say which person it is' },
  'MATCH.PERSON_NOT_HERE': { status: 422, zh: '该人员不在本批次区域的任何户内', en: 'This person is in no household of the area of the batch' },
  // Warnings
  'WARNING.NOT_FOUND': { status: 404, zh: '没有预警 {warning}', en: 'There is no warning {warning}' },
  'WARNING.CLOSED': { status: 409, zh: '预警 {warning} 已处置', en: 'The warning {warning} is already closed' },
  'WARNING.NEEDS_REASON': { status: 422, zh: '判为情况不实须说明理由', en: 'To find a warning unfounded, say why' },
  // Queries for a comparison (invariant 6)
  'AUTHORISATION.WITHDRAWN': { status: 422, zh: '授权已撤回,不得查询', en: 'The authorisation was withdrawn: nothing may be queried' },
  'AUTHORISATION.NOT_IN_FORCE': { status: 422, zh: '授权期限为 {from} 至 {to},{on} 不得查询', en: 'The authorisation holds from {from} to {to}: nothing may be queried on {on}' },
  'COMPARISON.NOT_AUTHORISED_PERSON': { status: 422, zh: '查询对象中有 {count} 人未授权', en: '{count} of the persons have not given their authorisation' },
  'COMPARISON.OUT_OF_SCOPE': { status: 422, zh: '查询范围超出授权:{outside}', en: 'This goes beyond what was authorised: {outside}' },
  'COMPARISON.QUERY_EXISTS': { status: 409, zh: '查询 {query} 已登记且内容不同', en: 'Query {query} is recorded with other content' },
});
