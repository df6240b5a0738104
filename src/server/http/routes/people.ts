/** 人和家庭: files across all businesses, entering, kin, and the one way to see a whole number. */
import { z } from 'zod'
import { unmaskPerson } from '#core/access/unmask'
import { audit } from '#core/audit/entry'
import { householdFile, personFile } from '#core/people/file'
import { addMembers, enterHouseholds } from '#core/people/households'
import { declareKin, kinds } from '#core/people/kin'
import { findOrAddPeople } from '#core/people/persons'
import type { Asked, Doors } from '../door.ts'
import { fieldTitles, household, member, person } from '../people-shapes.ts'
import { worksIn } from '../policy.ts'
import { day, id } from '../words.ts'

const about = '人员和家庭'
const one = z.object({ id })
const look = ({ engine, actor, on }: Pick<Asked, 'engine' | 'actor' | 'on'>) => ({
  ...{ engine, actor, on },
  sees: (business: string) => worksIn(actor, business),
})

export const peopleRoutes = (doors: Doors) => {
  doors.get('/people/:id', {
    ...{ says: '一人一档：跨业务的台账、办件、发放和事件，号码已掩码', about, may: 'people.see' },
    params: one,
    does: async ({ trx, params, ...asked }) => {
      const file = await personFile(trx, look(asked), params.id)
      await audit(trx, asked.actor, { action: 'person.opened', subject: `person:${params.id}` })
      return file
    },
  })
  doors.post('/people/:id/unmask', {
    ...{ says: '查看一项完整号码：须写明用途，逐次审计', about, may: 'people.unmask', fresh: true },
    params: one,
    body: z.object({
      field: z.enum(['idNumber', 'phone']),
      purpose: z.string().trim().min(4, '请写明「用途」，不少于四个字').max(200),
      caseId: id.optional(),
    }),
    answers: z.object({ value: z.string().nullable() }),
    does: async () => ({}),
    shows: async ({ trx, engine, actor, params, body: { field, purpose, caseId } }) => ({
      value: await unmaskPerson(
        trx,
        engine.keys,
        actor,
        params.id,
        fieldTitles[field],
        caseId ? { caseId } : { reason: purpose },
      ),
    }),
  })
  doors.get('/households/:id', {
    ...{ says: '一户一档：成员、台账、办件、发放、追缴和事件', about, may: 'people.see' },
    params: one,
    does: async ({ trx, params, ...asked }) => {
      const file = await householdFile(trx, look(asked), params.id)
      await audit(trx, asked.actor, { action: 'household.opened', subject: `household:${params.id}` })
      return file
    },
  })
  doors.post('/households', {
    ...{ says: '登记一户：按证件号码查重，已有的人不重复建立', about, may: 'people.enter' },
    body: household,
    does: async ({ trx, engine, actor, on, body }) => {
      const [made] = await enterHouseholds(trx, engine, [{ countyId: actor.countyId, on, ...body }])
      await audit(trx, actor, {
        action: 'household.entered',
        subject: `household:${made!.householdId}`,
        detail: { people: made!.personIds.length },
      })
      return { id: String(made!.householdId), personIds: made!.personIds.map(String) }
    },
  })
  doors.post('/people', {
    ...{ says: '登记一个人：已有这个证件号码的，就是那个人', about, may: 'people.enter' },
    body: person.extend({ divisionId: id.optional(), isDeceased: z.boolean().default(false) }),
    does: async ({ trx, engine, actor, on, body: { isDeceased, ...body } }) => {
      const divisionId = body.divisionId ?? actor.divisionId
      const told = [{ ...body, divisionId }]
      const [found] = await findOrAddPeople(trx, engine, actor.countyId, on, told, { mayBeDead: isDeceased })
      await audit(trx, actor, {
        action: 'person.entered',
        subject: `person:${found!.id}`,
        detail: { isNew: found!.isNew },
      })
      return { id: String(found!.id), isNew: found!.isNew }
    },
  })
  doors.post('/households/:id/members', {
    ...{ says: '增加共同生活的家庭成员', about, may: 'people.enter' },
    params: one,
    body: z.object({ from: day.optional(), members: z.array(member).min(1, '请填写成员').max(30) }),
    does: async ({ trx, engine, actor, on, params, body }) => {
      const ids = await addMembers(
        trx,
        engine,
        { countyId: actor.countyId, householdId: params.id, on, from: body.from },
        body.members,
      )
      await audit(trx, actor, {
        action: 'household.members-added',
        subject: `household:${params.id}`,
        detail: { people: ids.length },
      })
      return { personIds: ids.map(String) }
    },
  })
  doors.post('/people/:id/kin', {
    ...{ says: '登记近亲属（民法典第一千零四十五条），双方互见', about, may: 'people.enter' },
    params: one,
    body: z.object({
      relation: z.enum(kinds as [string, ...string[]]),
      relativeId: id.optional(),
      relative: person.optional(),
    }),
    does: async ({ trx, engine, actor, on, params, body }) => {
      await declareKin(trx, engine, actor.countyId, on, [{ personId: params.id, ...body } as never])
      await audit(trx, actor, {
        action: 'kin.declared',
        subject: `person:${params.id}`,
        detail: { relation: body.relation },
      })
      return { ok: true }
    },
  })
}
