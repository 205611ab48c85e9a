import './notices.css';
import {
  createContext,
  useCallback,
  useContext,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type Tone = 'ok' | 'problem';
type Notice = { noticeId: number; tone: Tone; text: string };
type Announce = (text: string, tone?: Tone) => void;

const NoticeContext = createContext<Announce | undefined>(undefined);

/** Long enough to read twice. A problem stays until it is closed. */
const okMs = 6_000;

/** Shows short messages at the edge of the screen and reads them out. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const nextId = useRef(1);

  const close = useCallback((noticeId: number) => {
    setNotices((all) => all.filter((notice) => notice.noticeId !== noticeId));
  }, []);

  const announce = useCallback<Announce>(
    (text, tone = 'ok') => {
      const noticeId = nextId.current++;
      // Three at most: more would cover the page.
      setNotices((all) => [...all.slice(-2), { noticeId, tone, text }]);
      if (tone === 'ok') setTimeout(() => close(noticeId), okMs);
    },
    [close],
  );

  return (
    <NoticeContext value={announce}>
      {children}
      <div className="notices" role="status">
        {notices.map(({ noticeId, tone, text }) => (
          <div key={noticeId} className={`notices__one notices__one--${tone}`}>
            <p>{text}</p>
            <Button look="quiet" onPress={() => close(noticeId)}>
              {t('close')}
            </Button>
          </div>
        ))}
      </div>
    </NoticeContext>
  );
}

/** Returns the function that shows a message. */
export function useNotice(): Announce {
  const announce = useContext(NoticeContext);
  if (!announce) throw new Error('useNotice needs a NoticeProvider above it');
  return announce;
}
