import { isLocalDate } from '@humai/kernel';
import { InvalidArgumentError } from 'commander';

/** Readers of option values; commander turns their refusal into wrong usage. */
export const date = (text: string): string => {
  if (!isLocalDate(text)) throw new InvalidArgumentError('a date YYYY-MM-DD that exists is expected / 应为存在的日期 YYYY-MM-DD');
  return text;
};

export const whole = (min: number, max: number) => (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new InvalidArgumentError(`a whole number from ${min} to ${max} is expected / 应为 ${min} 至 ${max} 的整数`);
  return value;
};

export const areaCode = (text: string): string => {
  if (!/^\d{0,12}$/.test(text)) throw new InvalidArgumentError('a division code of up to 12 digits is expected / 应为不超过 12 位的区划代码');
  return text;
};
