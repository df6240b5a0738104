/** How long work tells how far it is; who listens decides what to show. */
export type Progress = (what: string, done: number, total: number) => void
