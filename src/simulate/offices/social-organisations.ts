/** 社会组织: a county's societies and service units over a half-year; so many registered, changed, closed, renewed and inspected as the file says. */
import { z } from 'zod'
import { indicators } from '#core/indicators/indicators'
import type { Life } from '../life.ts'
import type { Rehearsal } from './rehearsal.ts'
import { inspectAnnually } from './social-organisations-annual.ts'
import { drawChecks } from './social-organisations-checks.ts'
import { changeSome, closeSome, establish, renewAll } from './social-organisations-registration.ts'
import { enterSocieties, type Wanted } from './social-organisations-stock.ts'

const whole = z.int().nonnegative()
const schema = z
  .strictObject({
    社会组织成立登记: whole,
    社会组织变更登记: whole,
    社会组织注销登记: whole,
    社会组织到期换证: whole,
    完成年检的社会组织: whole,
    登记社会组织总数: whole,
    社会团体数: whole,
    民办非企业单位数: whole,
  })
  .refine(
    t => t.社会团体数 + t.民办非企业单位数 === t.登记社会组织总数,
    '社会团体数与民办非企业单位数之和应等于登记总数',
  )
  .refine(t => t.社会组织成立登记 <= t.登记社会组织总数, '成立登记的多于登记总数')
  .refine(
    t => t.社会组织变更登记 + t.社会组织到期换证 + t.社会组织注销登记 <= t.登记社会组织总数 - t.社会组织成立登记,
    '变更、换证、注销的合计多于期初已登记的社会组织',
  )
  .refine(t => t.完成年检的社会组织 <= t.登记社会组织总数 - t.社会组织成立登记, '完成年检的多于应当参检的')
type Told = z.infer<typeof schema>
export const socialOrganisationsRehearsal: Rehearsal<Told> = {
  business: 'social-organisations',
  told: schema,
  rehearse: async (life, t) => {
    const { plan, agenda } = life
    const size = (n: number) => Math.round(n * plan.scale)
    const [societies, services] = [size(t.社会团体数), size(t.民办非企业单位数)]
    const most = societies + services
    const wanted: Wanted = {
      ...{ societies, services, established: Math.min(size(t.社会组织成立登记), most) },
      ...{ changed: size(t.社会组织变更登记), closed: size(t.社会组织注销登记) },
      ...{ renewed: size(t.社会组织到期换证), inspected: Math.min(size(t.完成年检的社会组织), most) },
    }
    if (!most) return
    const all = await enterSocieties(life, wanted)
    establish(life, wanted)
    changeSome(life, all.changing)
    closeSome(life, all.closing)
    renewAll(life, all.renewing)
    inspectAnnually(life, all.standing, all.sponsors, wanted.inspected)
    drawChecks(life)
    agenda.at(plan.ends, 98, () =>
      mustYield(life, {
        ...{ 社会组织成立登记: wanted.established, 社会组织变更登记: wanted.changed, 社会组织注销登记: wanted.closed },
        ...{ 社会组织到期换证: wanted.renewed, 完成年检的社会组织: wanted.inspected },
        ...{ 登记社会组织总数: most, 社会团体数: societies, 民办非企业单位数: services },
      }),
    )
  },
}

const mustYield = async ({ trx, engine, plan }: Life, wanted: Readonly<Record<string, number>>) => {
  const period = { ...plan.period, title: plan.period.name }
  const found = await indicators(trx, engine.catalogue, { period, names: Object.keys(wanted) })
  const wrong = found.filter(f => f.value !== wanted[f.id])
  if (wrong.length)
    throw new Error(
      `the rehearsal does not yield: ${wrong.map(f => `${f.id} ${f.value} for ${wanted[f.id]}`).join(', ')}`,
    )
}
