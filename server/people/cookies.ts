/** Reads a Cookie header. The first of several cookies with one name counts; what is malformed is skipped. */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(0, equals)).trim();
    if (name && !cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
  return cookies;
}

export type CookieOptions = {
  maxAgeSeconds: number;
  /** On HTTPS: the browser then never sends it over plain HTTP. */
  secure: boolean;
};

/** A Set-Cookie header that scripts cannot read and other sites' forms do not send. */
export function formatCookie(name: string, value: string, options: CookieOptions): string {
  const { maxAgeSeconds, secure } = options;
  const cookie = `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}
