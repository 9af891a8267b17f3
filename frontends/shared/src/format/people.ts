/** 139****5678 */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+86/, '');
  return digits.length === 11 ? `${digits.slice(0, 3)}****${digits.slice(7)}` : digits.replace(/.(?=.{4})/g, '*');
}

/** 110101********1234 → 1101**********1234: what an ID number may show of itself on a screen. */
export function maskIdNumber(number: string): string {
  return number.length === 18 ? `${number.slice(0, 4)}**********${number.slice(14)}` : '*'.repeat(number.length);
}

/** A mobile number of the mainland as somebody may type it: spaces, hyphens and +86 are fine. Nothing if it is none. */
export function phoneNumber(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The check character (GB 11643) that belongs behind the first seventeen digits. */
function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
  return CHECKS.charAt(sum % 11);
}

/** An ID number as it is sent, however it was typed. */
export function idNumber(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** What is wrong with an ID number (GB 11643): its form, or its check character; nothing when it is fine. */
export function idNumberFault(text: string): 'form' | 'checksum' | undefined {
  const number = idNumber(text);
  if (!/^\d{17}[\dX]$/.test(number)) return 'form';
  return checkCharacter(number) === number[17] ? undefined : 'checksum';
}

/** An ID number of nobody, for demonstrations: no region has its region code. */
export function sampleIdNumber(year: number, number: number): string {
  const digits = `990000${year}0101${String(number % 1000).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}
