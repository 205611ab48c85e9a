/** Where to go after signing in: only ever a page of ours, whatever the address says. */
export function returnPath(wanted: string | null): string {
  const isOurs = wanted?.startsWith('/studio') || wanted?.startsWith('/a/');
  return wanted && isOurs ? wanted : '/studio';
}
