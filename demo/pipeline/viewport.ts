/** How much of the canvas is in view: it scrolls by itself, pans by dragging its ground, and zooms. */
export class Viewport {
  readonly #frame: HTMLElement;
  readonly #world: HTMLElement;
  readonly #zoomed: (percent: number) => void;
  #zoom = 1;
  #extent = { width: 0, height: 0 };

  constructor(frame: HTMLElement, world: HTMLElement, zoomed: (percent: number) => void) {
    this.#frame = frame;
    this.#world = world;
    this.#zoomed = zoomed;
    frame.addEventListener('pointerdown', (event) => this.#pan(event));
    frame.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const { left, top } = frame.getBoundingClientRect();
        this.zoomTo(this.#zoom * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
      },
      { passive: false },
    );
    new ResizeObserver(() => this.#layOut()).observe(frame);
  }

  get zoom(): number {
    return this.#zoom;
  }

  /** How many pixels of the screen one of the canvas takes. Who reads with larger text has larger nodes too. */
  get scale(): number {
    return (this.#zoom * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16;
  }

  /** Tells how far the nodes reach. */
  setExtent(width: number, height: number): void {
    if (width === this.#extent.width && height === this.#extent.height) return;
    this.#extent = { width, height };
    this.#layOut();
  }

  /** Zooms and keeps one point of the frame where it is; by default its middle. */
  zoomTo(zoom: number, x = this.#frame.clientWidth / 2, y = this.#frame.clientHeight / 2): void {
    const { scrollLeft, scrollTop } = this.#frame;
    const before = this.scale;
    this.#zoom = Math.min(1.5, Math.max(0.4, zoom));
    const factor = this.scale / before;
    this.#layOut();
    this.#frame.scrollTo((scrollLeft + x) * factor - x, (scrollTop + y) * factor - y);
    this.#zoomed(Math.round(this.#zoom * 100));
  }

  /** Brings everything into view, as far as it stays legible. */
  fit(least = 0.4, most = 1): void {
    const { clientWidth, clientHeight } = this.#frame;
    const scale = Math.min(clientWidth / this.#extent.width, clientHeight / this.#extent.height);
    const zoom = (scale * this.#zoom) / this.scale;
    this.zoomTo(Math.max(least, Math.min(most, zoom)));
    this.#frame.scrollTo(0, 0);
  }

  /** Scrolls the frame, and nothing around it, until a rectangle of the canvas is in its middle. */
  centre(x: number, y: number, width: number, height: number): void {
    const { clientWidth, clientHeight } = this.#frame;
    const { scale } = this;
    this.#frame.scrollTo(
      (x + width / 2) * scale - clientWidth / 2,
      (y + height / 2) * scale - clientHeight / 2,
    );
  }

  /** The ground reaches at least to the edges of the frame, and a bit beyond the last node. */
  #layOut(): void {
    const { clientWidth, clientHeight } = this.#frame;
    const { scale } = this;
    const width = Math.max(clientWidth, this.#extent.width * scale);
    const height = Math.max(clientHeight, this.#extent.height * scale);
    this.#world.style.inlineSize = `${Math.floor(width)}px`;
    this.#world.style.blockSize = `${Math.floor(height)}px`;
    this.#world.style.setProperty('--scale', String(scale));
  }

  /** With a mouse or a pen; a finger scrolls by itself. */
  #pan(start: PointerEvent): void {
    const onNode = (start.target as Element).closest('[data-node-id]');
    const wanted = start.button === 1 || (start.button === 0 && !onNode);
    if (!wanted || start.pointerType === 'touch') return;
    start.preventDefault();
    const frame = this.#frame;
    const { scrollLeft, scrollTop } = frame;
    const controller = new AbortController();
    const { signal } = controller;
    frame.setPointerCapture(start.pointerId);
    frame.dataset['panning'] = '';
    frame.addEventListener(
      'pointermove',
      ({ clientX, clientY }) =>
        frame.scrollTo(scrollLeft + start.clientX - clientX, scrollTop + start.clientY - clientY),
      { signal },
    );
    const end = (): void => {
      controller.abort();
      delete frame.dataset['panning'];
    };
    frame.addEventListener('pointerup', end, { signal });
    frame.addEventListener('pointercancel', end, { signal });
  }
}
