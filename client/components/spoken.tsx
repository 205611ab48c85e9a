/** What a screen reader is to say, in its turn. It is heard under an open sheet too, where all else of the page is hidden. */
export function Spoken({ children }: { children: string }) {
  return (
    <p className="visually-hidden" role="status" data-live-announcer="true">
      {children}
    </p>
  );
}
