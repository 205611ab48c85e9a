import './logo.css';

/** A gonjong roof, its tips swept up, over the posts of a veranda. Decoration: the name stands beside it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d="M14 23C8 23 4 20 3 14l6 14h30l6-14c-1 6-5 9-11 9M14 23 11 7c1 9 6 13 13 13s12-4 13-13l-3 16M13 28v12M24 28v12M35 28v12M7 40h34" />
    </svg>
  );
}

/** The same roof, drawn wide, over a place where nothing is yet. */
export function RoofDrawing() {
  return (
    <svg className="roof" viewBox="0 0 240 132" aria-hidden="true" focusable="false">
      <path d="M68 62C38 62 18 54 12 34l26 42h164l26-42c-6 20-26 28-56 28M68 62 52 10c6 32 34 46 68 46s62-14 68-46l-16 52M56 76v36M98 76v36M142 76v36M184 76v36M28 112h184" />
      <path className="roof__mat" d="M64 122h112" />
    </svg>
  );
}
