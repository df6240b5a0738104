/** A connection that lets the server keep the plan of a statement it is asked again and again: planning costs more than running. */
import pg from 'pg'

const often = 5
const mostKept = 400
const mostCounted = 4000
const asked = new Map<string, number>()
const names = new Map<string, string>()

/** The name under which a statement is kept, once it has been asked often enough; the same in every connection of this process. */
const nameOf = (text: string) => {
  const name = names.get(text)
  if (name || names.size >= mostKept) return name
  const times = (asked.get(text) ?? 0) + 1
  if (times < often) {
    if (asked.size >= mostCounted) asked.clear()
    asked.set(text, times)
    return undefined
  }
  asked.delete(text)
  names.set(text, `kept_${names.size}`)
  return names.get(text)
}
/** A plan made for a few is wrong for many: sets are planned each time. */
const isSmall = (values: readonly unknown[]) =>
  values.every(v => (Array.isArray(v) ? v.length <= 50 : typeof v !== 'string' || v.length <= 50_000))

/** Connections of this process by the number of their server process, for what only the bare connection can do (COPY). */
const connected = new Map<number, WeakRef<pg.Client>>()
export const clientOf = (serverPid: number): pg.Client | undefined => connected.get(serverPid)?.deref()

export class PreparingClient extends pg.Client {
  override connect(...given: any[]): any {
    const remember = () => void connected.set((this as unknown as { processID: number }).processID, new WeakRef(this))
    const [callback] = given
    if (typeof callback === 'function')
      return super.connect((error: Error) => {
        if (!error) remember()
        callback(error)
      })
    return super.connect().then(remember)
  }
  override query(...given: any[]): any {
    const [text, values] = given
    const isPlain = typeof text === 'string' && Array.isArray(values) && values.length > 0
    const name = isPlain && isSmall(values) ? nameOf(text) : undefined
    const query = super.query as (...all: any[]) => any
    return name ? query.call(this, { name, text, values }, ...given.slice(2)) : query.apply(this, given)
  }
}
