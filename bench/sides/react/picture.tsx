import { memo, useState } from 'react';
import { pictureOf } from '../peer.js';

interface Props {
  address: string | null;
  kind: 'icon' | 'avatar';
  letter: string;
  side: number;
}

/** A letter, and the picture that takes its place when it is loaded. */
export const Picture = memo(function Picture({ address, kind, letter, side }: Props) {
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const url = state === 'failed' ? null : pictureOf(address);
  return (
    <>
      {(state !== 'loaded' || !url) && (
        <span className={`letter ${kind}`} aria-hidden="true">
          {letter}
        </span>
      )}
      {url && (
        <img
          className={state === 'loaded' ? `picture ${kind}` : 'loading'}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          src={url}
          alt=""
          width={side}
          height={side}
          onLoad={() => setState('loaded')}
          onError={() => setState('failed')}
        />
      )}
    </>
  );
});
