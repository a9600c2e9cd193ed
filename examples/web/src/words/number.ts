/** Numbers that are whole already, and days, for people. Rates are rounded in the Worker, by the library. */

/** A whole number with separators between thousands. */
export function count(value: number | bigint): string {
  return grouped(String(value));
}

/** Separators between the thousands of a decimal. */
export function grouped(text: string): string {
  const [whole = "", part] = text.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part === undefined ? digits : `${digits}.${part}`;
}

/** A day in the way of Chinese documents, without leading zeros. */
export function day(text: string): string {
  const [year, month, date] = text.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

const DAY = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
}

/** The day of a number. */
export function dayText(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** Today, by the clock of the office. */
export function today(): string {
  return now().slice(0, 10);
}

/** Now, by the clock of the office, to the second. */
export function now(): string {
  const time = new Date();
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
