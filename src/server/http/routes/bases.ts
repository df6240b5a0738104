/** 公布基数: what others publish and a rate is divided by; entered by one with its source, checked by another, and only then counted. */
import { z } from 'zod'
import { Refusal } from '#core/actor'
import { askBase, baseLines, checkBase } from '#core/indicators/base-check'
import { type BaseName, baseKinds } from '#core/indicators/published'
import type { Doors } from '../door.ts'
import { day, id } from '../words.ts'

const about = '指标与报告'
const names = Object.keys(baseKinds) as [BaseName, ...BaseName[]]

export const baseRoutes = (doors: Doors) => {
  doors.get('/bases', {
    ...{ says: '公布基数：户籍人口、死亡人数等，各有来源，待核对的在前', about, may: 'bases.see' },
    does: async ({ trx, actor }) => ({
      names: names.map(name => ({ name, isSpan: baseKinds[name] === 'span' })),
      rows: (await baseLines(trx, actor)).map(b => ({ ...b, id: String(b.id) })),
    }),
  })
  doors.post('/bases', {
    ...{ says: '录入一个公布基数，由另一人核对后计入', about, may: 'bases.enter' },
    body: z.object({
      what: z.enum(names, '没有这个基数，请刷新页面'),
      area: z.string().min(1, '请选择「区划」').max(20),
      ...{ from: day, to: day },
      value: z.number('「数值」应为整数').int('「数值」应为整数').min(0, '「数值」不能小于零').max(9_999_999_999),
      source: z.string().trim().min(1, '请写明「来源」').max(300, '「来源」过长'),
    }),
    does: async ({ trx, actor, body }) => ({ id: String(await askBase(trx, actor, body)) }),
  })
  doors.post('/bases/:id/check', {
    ...{ says: '核对：与来源相符的计入；不符的写明理由退回', about, may: 'bases.check' },
    params: z.object({ id }),
    body: z.object({ holds: z.boolean(), says: z.string().trim().max(1000, '「理由」过长').optional() }),
    does: async ({ trx, actor, params, body: { holds, says } }) => {
      if (!holds && !says) throw new Refusal('退回须写明哪里与来源不符', { status: 400 })
      await checkBase(trx, actor, params.id, holds ? undefined : says)
      return { ok: true }
    },
  })
}
