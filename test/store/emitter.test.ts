import { expect } from '@open-wc/testing';
import { Emitter } from '../../src/store/emitter.js';

describe('Emitter', () => {
  it('calls every listener after each change, until it has had enough', () => {
    const emitter = new Emitter();
    const heard: string[] = [];
    const stop = emitter.subscribe(() => heard.push('a'));
    emitter.subscribe(() => heard.push('b'));
    emitter.notify();
    stop();
    stop();
    emitter.notify();
    expect(heard).to.deep.equal(['a', 'b', 'b']);
  });

  it('two that subscribe the same function are two', () => {
    const emitter = new Emitter();
    let heard = 0;
    const listener = (): unknown => heard++;
    const stop = emitter.subscribe(listener);
    emitter.subscribe(listener);
    emitter.notify();
    expect(heard).to.equal(2);
    stop();
    emitter.notify();
    expect(heard).to.equal(3);
  });

  it('one that leaves, or comes, while others are told changes nothing for them', () => {
    const emitter = new Emitter();
    const heard: string[] = [];
    const stop = emitter.subscribe(() => {
      heard.push('first');
      stop();
      emitter.subscribe(() => heard.push('late'));
    });
    emitter.subscribe(() => heard.push('second'));
    emitter.notify();
    expect(heard).to.deep.equal(['first', 'second']);
    emitter.notify();
    expect(heard).to.deep.equal(['first', 'second', 'second', 'late']);
  });
});
