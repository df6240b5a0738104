/** One way to the server: JSON in and out, refusals as sentences, and a key so that pressing twice does a thing once. */

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly basis?: string,
    readonly detail?: unknown,
  ) {
    super(reason)
  }
}

/** Set by the session: asks to sign in again, or for the code once more, without leaving the page. */
export const doors: { signIn?: () => Promise<boolean>; stepUp?: () => Promise<boolean> } = {}

export const get = <T>(path: string) => call<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body)
export const remove = <T>(path: string) => call<T>('DELETE', path)

/** Query text without what is empty; the order is kept so that an address stays the same. */
export const query = (values: Readonly<Record<string, unknown>>) => {
  const q = new URLSearchParams()
  for (const [k, v] of Object.entries(values)) if (v !== undefined && v !== null && v !== '') q.set(k, String(v))
  const text = q.toString()
  return text ? `?${text}` : ''
}

/** A file to the browser's downloads; refusals are still sentences. `sent`: what it is made of. */
export const download = async (path: string, name?: string, sent?: FormData) => {
  const answer = await (sent ? send('POST', path, sent, newKey()) : send('GET', path, undefined, undefined))
  const said = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get('content-disposition') ?? '')?.[1]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = said ? decodeURIComponent(said) : (name ?? path.split('/').pop()!.split('?')[0]!)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const call = <T>(method: string, path: string, body?: unknown): Promise<T> =>
  (method === 'GET' ? called<T>(method, path, body) : together(method, path, body)) as Promise<T>

/** Pressed twice in one breath: the second press waits for the answer to the first, and is told the same. A refusal may be tried again at once. */
const breath = 400
const sent = new Map<string, Promise<unknown>>()
const together = (method: string, path: string, body: unknown): Promise<unknown> => {
  const key = `${method} ${path} ${body instanceof FormData ? namesOf(body) : JSON.stringify(body)}`
  const before = sent.get(key)
  if (before) return before
  const now = called(method, path, body)
  sent.set(key, now)
  const forget = () => void (sent.get(key) === now && sent.delete(key))
  now.then(() => setTimeout(forget, breath), forget)
  return now
}
const namesOf = (form: FormData) =>
  JSON.stringify([...form].map(([k, v]) => [k, v instanceof File ? [v.name, v.size, v.lastModified] : v]))

const called = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await send(method, path, body, method === 'GET' ? undefined : newKey())
  const text = await answer.text()
  return (text ? JSON.parse(text) : undefined) as T
}

const send = async (method: string, path: string, body: unknown, key: string | undefined): Promise<Response> => {
  const isForm = body instanceof FormData
  const answer = await fetch(`/api${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Refused(0, '连不上服务器，填写的内容还在，请检查网络后再试。')
  })
  if (answer.ok) return answer
  const refused = await toRefused(answer)
  const again = () => send(method, path, body, key)
  if (needsCode(refused)) {
    if (await asked('stepUp')) return again()
  } else if (answer.status === 401 && !path.startsWith('/session') && (await asked('signIn'))) return again()
  throw refused
}

/** Several calls that are refused at once wait at one door. */
const waiting: Partial<Record<keyof typeof doors, Promise<boolean>>> = {}
const asked = (door: keyof typeof doors) => {
  waiting[door] ??= (doors[door]?.() ?? Promise.resolve(false)).finally(() => {
    delete waiting[door]
  })
  return waiting[door]
}

/** 401/403 that says a fresh code is wanted, whatever word the detail uses for it. */
const needsCode = (r: Refused) =>
  (r.status === 401 || r.status === 403 || r.status === 428) && /step-?up/i.test(JSON.stringify(r.detail ?? ''))

const toRefused = async (answer: Response) => {
  const body = await answer.json().catch(() => undefined)
  const plain =
    answer.status === 413 ? '文件太大。' : answer.status >= 500 ? '服务器出错，已记录，请稍后再试。' : '请求没有成功。'
  return new Refused(answer.status, body?.reason ?? plain, body?.basis, body?.detail)
}

const newKey = () =>
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16)).join('')

/** The one sentence shown next to what caused it. */
export const sentence = (e: unknown) =>
  e instanceof Refused ? e.reason : e ? '程序出错，请刷新页面后再试。' : undefined
