/** Every door of the API, from its own description, and the addresses of things that lie in the east, for whoever knocks. */
import { apply, ok, setToday, step, upToDecision } from './life.ts'
import type { Answer, Client, Office } from './office.ts'

export interface Door {
  readonly method: 'get' | 'post' | 'delete'
  readonly path: string
  readonly may: string
  readonly takesFiles: boolean
}
export const token = '金丝雀Zq7'

export const doorsOfApi = async (office: Office): Promise<Door[]> => {
  const api = ok(await office.anyone().get('/openapi.json'))
  return Object.entries<any>(api.paths).flatMap(([path, operations]) =>
    Object.entries<any>(operations).map(([method, o]) => ({
      method: method as Door['method'],
      path: path.replace(/^\/api/, ''),
      may: o['x-may'],
      takesFiles: !!o['x-takes-files'],
    })),
  )
}

export type Ids = Readonly<Record<string, string>>

/** In the east: a household, its case decided, its row paid, an event, an attachment, all with the token in their names. */
export const canaries = async (office: Office): Promise<Ids> => {
  const made = await apply(office, { name: `${token}户` })
  await upToDecision(office, made.caseId)
  const [clerk, decider, cashier] = [await office.as('clerk'), await office.as('decider'), await office.as('cashier')]
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const attachment = ok(await clerk.upload(`/cases/${made.caseId}/attachments`, `${token}.png`, png))
  const { rowId } = await step(decider, made.caseId, 'decide', { outcome: 'grant', says: token })
  const event = ok(
    await clerk.post('/events', {
      event: 'person.found-work',
      personId: made.personIds[0],
      on: '2024-06-18',
      source: token,
    }),
  )
  await setToday(office, '2024-07-08')
  const run = ok(await cashier.post('/payments/runs', { benefit: 'minimum-living.allowance', month: '2024-07' }))
  const batch = ok(await cashier.post(`/payments/runs/${run.id}/seal`))
  const [line] = ok(await cashier.get(`/payments/batches/${batch.id}/lines`)).rows
  return {
    ...{
      household: made.id,
      person: made.personIds[0]!,
      case: made.caseId,
      row: rowId,
      event: event.id,
      attachment: attachment.id,
    },
    ...{ run: run.id, batch: batch.id, line: line.id },
  }
}
/** The address of a door with the east's own numbers in it. */
export const filled = (path: string, ids: Ids) =>
  path
    .replace('/people/{id}', `/people/${ids.person}`)
    .replace('/households/{id}', `/households/${ids.household}`)
    .replace('/cases/{id}', `/cases/${ids.case}`)
    .replace('/events/{id}', `/events/${ids.event}`)
    .replace('/attachments/{id}', `/attachments/${ids.attachment}`)
    .replace('/runs/{id}', `/runs/${ids.run}`)
    .replace('/batches/{id}', `/batches/${ids.batch}`)
    .replace('/lines/{id}', `/lines/${ids.line}`)
    .replace('{row}', ids.row!)
    .replace('letters/{file}', 'letters/confirmation.pdf')
    .replace('{business}', 'minimum-living')
    .replace('{subject}', `person:${ids.person}`)
    .replace('/figures/{name}', `/figures/${encodeURIComponent('在保低保户数')}`)
    .replace('/reports/{name}', '/reports/half-year')
    .replace('{id}', '1')
    .replace('{name}', 'half-year')
const queries: Record<string, string> = { '/search': `?q=${encodeURIComponent(token)}`, '/colleagues': '?caseId=0' }
const queryOf = (path: string) =>
  path.startsWith('/figures') || path.startsWith('/reports')
    ? '?period=2024-07'
    : path.includes('preview')
      ? '?id=1'
      : (queries[path] ?? '')
export const knock = (
  client: Client,
  ids: Ids,
  d: Door,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const url = filled(d.path, ids) + queryOf(d.path)
  if (d.method === 'get') return client.get(url.replace('caseId=0', `caseId=${ids.case}`), headers)
  if (d.method === 'delete') return client.delete(url, headers)
  return d.takesFiles ? client.upload(url, 'x.xlsx', Buffer.from('x'), headers) : client.post(url, body, headers)
}
export const isOpen = (d: Door) => d.may === 'open' || d.may === 'self'
