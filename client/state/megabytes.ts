const megabyte = 1_000_000;

/** As many megabytes as a person can compare: 33.9 is 35, 293 is 290, 879 is 880. */
export function roughMegabytes(bytes: number): number {
  const megabytes = bytes / megabyte;
  const step = megabytes < 100 ? 5 : 10;
  return Math.round(megabytes / step) * step;
}

/** Measured megabytes, with one digit behind the point while they are few. */
export function exactMegabytes(bytes: number, language: string): string {
  const megabytes = bytes / megabyte;
  const maximumFractionDigits = megabytes < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits }).format(megabytes);
}
