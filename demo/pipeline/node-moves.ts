import { GRID, type PipelineNode } from './model.js';

export interface Moves {
  nodeOf(element: Element): PipelineNode | undefined;
  /** How many pixels of the screen one of the canvas takes. */
  scale(): number;
  moveTo(node: PipelineNode, x: number, y: number): void;
  moved(node: PipelineNode): void;
  open(node: PipelineNode, byKeyboard: boolean): void;
  remove(node: PipelineNode): void;
}

const STEP = 2 * GRID;
const FAR = 8 * GRID;
/** Less than this, in pixels, is a click with an unsteady hand. */
const SLACK = 4;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves, opens and removes the nodes in a list, by pointer and by keyboard. */
export function setUpNodeMoves(list: HTMLElement, moves: Moves): void {
  list.addEventListener('pointerdown', (event) => {
    const item = itemOf(event);
    const node = item && moves.nodeOf(item);
    if (node && event.button === 0 && event.isPrimary) drag(item, node, event, moves);
  });
  list.addEventListener('click', (event) => {
    const node = moves.nodeOf(itemOf(event) ?? list);
    // A press of Enter or Space is a click that no pointer made.
    if (node) moves.open(node, event.detail === 0);
  });
  list.addEventListener('keydown', (event) => {
    const node = moves.nodeOf(itemOf(event) ?? list);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = ARROWS[event.key];
    if (direction) {
      event.preventDefault();
      const step = event.shiftKey ? FAR : STEP;
      moves.moveTo(node, node.x + direction[0] * step, node.y + direction[1] * step);
      moves.moved(node);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      moves.remove(node);
    }
  });
}

function drag(item: HTMLElement, node: PipelineNode, start: PointerEvent, moves: Moves): void {
  const { x, y } = node;
  const controller = new AbortController();
  const { signal } = controller;
  let moving = false;
  const offset = (event: PointerEvent): [number, number] => [
    event.clientX - start.clientX,
    event.clientY - start.clientY,
  ];
  const listen = (
    type: 'pointermove' | 'pointerup' | 'pointercancel',
    on: (event: PointerEvent) => void,
  ): void => item.addEventListener(type, on, { signal });

  listen('pointermove', (event) => {
    if (event.pointerId !== start.pointerId) return;
    const [dx, dy] = offset(event);
    if (!moving && Math.hypot(dx, dy) < SLACK) return;
    if (!moving) {
      moving = true;
      item.setPointerCapture(start.pointerId);
      item.dataset['moving'] = '';
    }
    const scale = moves.scale();
    moves.moveTo(node, x + dx / scale, y + dy / scale);
  });
  listen('pointerup', () => {
    if (moving) ignoreClick(item);
    finish();
  });
  listen('pointercancel', () => {
    if (moving) moves.moveTo(node, x, y);
    finish();
  });

  function finish(): void {
    controller.abort();
    delete item.dataset['moving'];
    if (moving) moves.moved(node);
  }
}

/** The click that follows a move selects nothing. A finger makes none, hence the end of waiting for it. */
function ignoreClick(item: HTMLElement): void {
  const controller = new AbortController();
  item.addEventListener('click', (event) => event.stopPropagation(), {
    capture: true,
    signal: controller.signal,
  });
  setTimeout(() => controller.abort());
}

function itemOf(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('[data-node-id]');
}
