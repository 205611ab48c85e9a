import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { actionKeys, type QuestionAction } from '../../state/question-actions.ts';
import { Button } from '../button.tsx';

type MoreActionsProps = {
  number: number;
  actions: readonly QuestionAction[];
  isInTabOrder: boolean;
  onAction: (action: QuestionAction) => void;
};

/** The actions that are not needed every minute, each with its key. */
export function MoreActions({ number, actions, isInTabOrder, onAction }: MoreActionsProps) {
  const { t } = useTranslation('moderation');
  return (
    <MenuTrigger>
      <Button look="secondary" excludeFromTabOrder={!isInTabOrder}>
        {t('card.more')}
        <span className="visually-hidden"> {t('card.for', { number })}</span>
      </Button>
      <Popover className="menu-popover">
        <Menu className="menu" aria-label={t('card.moreFor', { number })}>
          {actions.map((action) => (
            <MenuItem
              key={action}
              className={`menu__item${action === 'delete' ? ' menu__item--danger' : ''}`}
              data-key={actionKeys[action].toUpperCase()}
              onAction={() => onAction(action)}
            >
              {t(`action.${action}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
