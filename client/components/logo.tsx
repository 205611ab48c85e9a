import './logo.css';

/** The line of a gonjong roof over the posts of a veranda. Decoration: the name stands beside it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d="M5 13c4 10 11 13 19 0 8 13 15 10 19 0M12 23v15M36 23v15M19.5 26v12M28.5 26v12M8 38h32" />
    </svg>
  );
}

/** The same roof, drawn wide, over a place where nothing is yet. */
export function RoofDrawing() {
  return (
    <svg className="roof" viewBox="0 0 240 120" aria-hidden="true" focusable="false">
      <path
        className="roof__line"
        d="M16 22c18 46 62 52 104 4 42 48 86 42 104-4M52 60v40M188 60v40M88 62v38M152 62v38M32 100h176"
      />
      <path className="roof__mat" d="M64 108h112" />
    </svg>
  );
}
