/** 手工登记: rows of a register that is kept by hand — meals from a screen or a card machine, points with their account. */
import { z } from 'zod'
import { Permissions } from '#core/access/permissions'
import { changeByHand, endByHand, enterPlaceRow } from '#core/registers/by-hand'
import { atOnce, importDays } from '#core/registers/days/import'
import { isStaged } from '#core/registers/days/stage'
import { asError } from '#core/registers/exchange'
import { travellingFields } from '#core/registers/exchange-columns'
import { isOfPlaces } from '#core/registers/exchange-places'
import type { AnyRegister } from '#define/register'
import type { Doors, House } from '../door.ts'
import { mustSee } from '../list-query.ts'
import { fieldShapes } from '../shapes.ts'
import { day, id } from '../words.ts'

const minutes = 60_000
const mostAtOnce = 20_000

export const byHandRoutes = (doors: Doors, { engine: { catalogue } }: House) => {
  const permissions = new Permissions(catalogue)
  for (const r of catalogue.registers) {
    if (isStaged(r)) entering(doors, permissions, catalogue.idOf(r), r)
    if (isOfPlaces(r)) keeping(doors, permissions, catalogue.idOf(r), r)
  }
}

const entering = (doors: Doors, permissions: Permissions, of: string, r: AnyRegister) => {
  const cells = Object.fromEntries(
    travellingFields(r).map(([k, f]) => [k, z.string().max(200).describe(f.title).optional()]),
  )
  doors.post(`/registers/${of}/rows`, {
    ...{
      says: `${r.title}：登记（屏幕一行，或刷卡机一批；带 Idempotency-Key 的只算一次）；good=true 只取无误的`,
      about: r.title,
      may: 'registers.import',
      patience: 5 * minutes,
    },
    body: z.object({
      rows: z
        .array(z.object({ name: z.string().max(60).optional(), number: z.string().max(30), day, ...cells }))
        .min(1, '没有要登记的行')
        .max(mostAtOnce, `一次最多 ${mostAtOnce} 行，请分批报送`),
      good: z.boolean().default(false),
    }),
    does: async ({ trx, engine, actor, on, body }) => {
      mustSee(permissions, actor, of, 'import')
      const rows = body.rows.map(({ name, number, day: from, ...fields }, i) => ({
        row: i + 1,
        values: { ...(fields as Record<string, string>), '.name': name ?? '', '.number': number, '.from': from },
      }))
      const { problems, ...done } = await importDays(
        trx,
        engine,
        actor,
        r,
        { portions: atOnce(rows), name: '直接登记' },
        { on, isDryRun: false, takesGood: body.good },
      )
      return { ...done, errors: problems.map(asError) }
    },
  })
}

const keeping = (doors: Doors, permissions: Permissions, of: string, r: AnyRegister) => {
  const fields = fieldShapes(r.told.fields)
  const one = z.object({ row: id })
  doors.post(`/registers/${of}/rows`, {
    ...{ says: `${r.title}：登记一处`, about: r.title, may: 'registers.import' },
    body: z.object({ name: z.string().trim().min(2, '请填写「名称」').max(100), divisionId: id, from: day, fields }),
    does: async ({ trx, engine, actor, body }) => {
      mustSee(permissions, actor, of, 'import')
      return { id: String(await enterPlaceRow(trx, engine, actor, r, body as never)) }
    },
  })
  doors.post(`/registers/${of}/:row/change`, {
    ...{ says: `${r.title}：变更登记，自某日起`, about: r.title, may: 'registers.import' },
    params: one,
    body: z.object({ from: day, fields }),
    does: async ({ trx, engine, actor, params, body }) => {
      mustSee(permissions, actor, of, 'import')
      await changeByHand(trx, engine, actor, r, params.row, body as never)
      return { id: String(params.row) }
    },
  })
  doors.post(`/registers/${of}/:row/end`, {
    ...{ says: `${r.title}：终止，自某日起不再有效`, about: r.title, may: 'registers.import' },
    params: one,
    body: z.object({ from: day, why: z.string().trim().min(2, '请写明「原因」').max(200) }),
    does: async ({ trx, engine, actor, params, body }) => {
      mustSee(permissions, actor, of, 'import')
      await endByHand(trx, engine, actor, r, params.row, body as never)
      return { id: String(params.row) }
    },
  })
}
