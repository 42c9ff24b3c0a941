import type { LocalDate } from '@humai/kernel';

export type Task = () => Promise<void>;

/** What is to happen on which day, in the order it was put down. */
export class Agenda {
  readonly #days = new Map<LocalDate, Task[]>();

  constructor(private today: LocalDate) {}

  /** Puts a task on a day; what comes too late happens today. */
  on(date: LocalDate, task: Task): void {
    const day = date < this.today ? this.today : date;
    const tasks = this.#days.get(day);
    if (tasks) tasks.push(task);
    else this.#days.set(day, [task]);
  }

  /** Does all of a day, what is put on it meanwhile included; `before` is told how many are left, this one included. */
  async run(date: LocalDate, before: (left: number) => void = () => {}): Promise<void> {
    this.today = date;
    const tasks = this.#days.get(date) ?? [];
    for (let i = 0; i < tasks.length; i += 1) {
      before(tasks.length - i);
      await tasks[i]!();
    }
    this.#days.delete(date);
  }
}
