import { memo, useState, type ToggleEvent } from 'react';
import type { DatasourceAuth, DatasourceCredential } from '../../../src/api/types.js';
import { badgesOf, initials, inOrder, keyOf, labelOf, MORE, PLUS, typeText, waysOf } from '../peer.js';
import { Icon } from './icon.js';
import { Picture } from './picture.js';

/** One data source; rendered again only when the object in the cache is another one. */
export const Card = memo(function Card({ source, index }: { source: DatasourceAuth; index: number }) {
  const [isOpen, setOpen] = useState(false);
  const label = labelOf(source);
  const key = keyOf(source);
  return (
    <li data-index={index}>
      <div className="source">
        <article className="card" aria-labelledby={`title-${key}`}>
          <header>
            <Picture address={source.icon} kind="icon" letter={label.slice(0, 1).toUpperCase()} side={40} />
            <div className="names">
              <h3 id={`title-${key}`}>
                <bdi>{label}</bdi>
              </h3>
              <p className="origin">
                <bdi>{source.author}</bdi> <span aria-hidden="true">/</span> <bdi>{source.name}</bdi>
              </p>
            </div>
            <button
              type="button"
              className="secondary-accent configure"
              aria-label={`Configure ${label}`}
              aria-haspopup="dialog"
              aria-expanded={isOpen}
              popoverTarget={`ways-${key}`}
            >
              <Icon path={PLUS} />
              Configure
            </button>
            <div
              id={`ways-${key}`}
              className="popover"
              popover="auto"
              role="dialog"
              aria-label={`Configure ${label}`}
              onToggle={(event: ToggleEvent) => setOpen(event.newState === 'open')}
            >
              {isOpen && waysOf(source).map((way) => <button key={way}>{way}</button>)}
            </div>
          </header>
          <p className="divider" id={`connections-${key}`}>
            Connected Workspace
          </p>
          {source.credentials_list.length === 0 ? (
            <p className="empty">Please configure authentication</p>
          ) : (
            <ul className="connections" aria-labelledby={`connections-${key}`}>
              {inOrder(source.credentials_list).map((credential) => (
                <li key={credential.id}>
                  <Credential credential={credential} />
                </li>
              ))}
            </ul>
          )}
          <div className="flow-status">
            <div role="status" className="visually-hidden" />
          </div>
        </article>
      </div>
    </li>
  );
});

const Credential = memo(function Credential({ credential }: { credential: DatasourceCredential }) {
  const [isOpen, setOpen] = useState(false);
  const { id, name, type, avatar_url: avatar } = credential;
  return (
    <div className="credential">
      <div className="row">
        {type !== 'api-key' && <Picture address={avatar} kind="avatar" letter={initials(name)} side={24} />}
        <div className="identity">
          <bdi className="name" title={name}>
            {name}
          </bdi>
          {badgesOf(credential).map((badge) => (
            <span key={badge} className="badge">
              {badge}
            </span>
          ))}
        </div>
        <span className="type">{typeText(type)}</span>
        <span className="status">
          <span className="dot" aria-hidden="true" />
          Connected
        </span>
        <button
          type="button"
          className="plain square actions"
          aria-label={`Actions for ${name}`}
          aria-haspopup="menu"
          aria-expanded={isOpen}
          popoverTarget={`actions-${id}`}
        >
          <Icon path={MORE} />
        </button>
        <div
          id={`actions-${id}`}
          className="menu"
          popover="auto"
          role="menu"
          aria-label={`Actions for ${name}`}
          onToggle={(event: ToggleEvent) => setOpen(event.newState === 'open')}
        >
          {isOpen && ['Rename', 'Remove'].map((action) => <button key={action}>{action}</button>)}
        </div>
      </div>
      <div role="alert" />
    </div>
  );
});
