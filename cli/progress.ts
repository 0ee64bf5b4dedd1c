/**
 * One line on the terminal that tells how far a run has come. It appears only after a while, only where somebody looks
 * (stderr is a terminal), and is gone before anything else is printed.
 */
export class Progress {
  private readonly begun: number;
  private shownAt = 0;
  private visible = false;

  /** @param now milliseconds of a clock. */
  constructor(
    private readonly stream: { write(text: string): unknown }, private readonly enabled: boolean, private readonly now: () => number,
  ) {
    this.begun = now();
  }

  /** Tells a stage and, of a known total, how much is done. */
  tell(stage: string, done?: number, total?: number): void {
    if (!this.enabled) return;
    const now = this.now();
    if (now - this.begun < 400 || now - this.shownAt < 80) return;
    this.shownAt = now;
    this.visible = true;
    const amount = done === undefined ? '' : ` ${done}${total === undefined ? '' : ` of ${total}`} files`;
    this.stream.write(`\r\u001b[2K${stage}${amount} …`);
  }

  clear(): void {
    if (this.visible) this.stream.write('\r\u001b[2K');
    this.visible = false;
  }
}
