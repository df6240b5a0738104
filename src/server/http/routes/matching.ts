/** 部门数据比对: what a department's file says of our people, at an address for each source. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { z } from 'zod'
import { Permissions } from '#core/access/permissions'
import { matchFile } from '#core/matching/match'
import { filesOf, listSources, sourcesOf } from '#core/matching/sources'
import type { Doors, House } from '../door.ts'
import { mustSee } from '../list-query.ts'
import { flag } from '../words.ts'

const minutes = 60_000
export const matchingRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  for (const r of sourcesOf(catalogue)) {
    const of = catalogue.idOf(r)
    doors.get(`/registers/${of}/files`, {
      ...{ says: `${r.title}：比对过的文件，下次应于何时`, about: r.title, may: 'registers.import' },
      does: async ({ trx, actor, on }) => {
        mustSee(permissions, actor, of, 'import')
        const sources = await listSources(trx, catalogue, actor.countyId, on)
        const files = await filesOf(trx, actor.countyId, of)
        return { ...sources.find(s => s.id === of)!, files: files.map(f => ({ ...f, id: String(f.id) })) }
      },
    })
    doors.post(`/registers/${of}/match`, {
      ...{ says: `${r.title}：比对部门文件（CSV、Parquet、.xlsx）；dry-run=1 只比对不写入`, about: r.title },
      ...{ may: 'registers.import', patience: 5 * minutes, takes: { files: 1, bytes: 200 * 2 ** 20 } },
      query: z.object({ 'dry-run': flag.default(false) }),
      does: async ({ trx, engine, actor, on, query, files }) => {
        mustSee(permissions, actor, of, 'import')
        const { name, bytes } = files[0]!
        const folder = await mkdtemp(join(tmpdir(), 'minzheng-told-'))
        try {
          const path = join(folder, `told${extname(name)}`)
          await writeFile(path, bytes, { mode: 0o600 })
          return await matchFile(trx, engine, actor, r, { path, name }, { on, isDryRun: query['dry-run'] })
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      },
    })
  }
}
