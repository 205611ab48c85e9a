import './cover.css';
import { Logo } from './logo.tsx';

type CoverProps = {
  url: string | undefined;
  /** Empty where the title stands beside it. */
  alt?: string;
};

/** A series' square picture, or a roof until it has one. */
export function Cover({ url, alt = '' }: CoverProps) {
  if (!url) {
    return (
      <div className="cover cover--none" aria-hidden="true">
        <Logo />
      </div>
    );
  }
  return <img className="cover" src={url} alt={alt} width="160" height="160" loading="lazy" />;
}
