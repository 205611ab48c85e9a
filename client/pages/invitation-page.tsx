/** Placeholder until the page is built. */
export function InvitationPage() {
  return null;
}
