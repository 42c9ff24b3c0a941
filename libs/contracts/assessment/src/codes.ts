/** The indicators that exist so far (domain §6); the others come with the contexts that know their facts. */
export const INDICATORS = {
  A1: { zh: '识别及时率', en: 'cases decided in limit ÷ cases decided' },
  A3: { zh: '帮扶措施及时覆盖率', en: 'households enrolled with measures in limit ÷ households enrolled' },
  A4: { zh: '风险消除质量', en: 'clearings neither rolled back nor followed by a relapse ÷ clearings' },
  D: { zh: '易地搬迁后续扶持', en: 'relocated households: one job where there is labour, title certificate' },
} as const;
export type IndicatorCode = keyof typeof INDICATORS;
export const INDICATOR_CODES = Object.keys(INDICATORS) as readonly IndicatorCode[];
