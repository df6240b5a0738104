/** 工作台: what is mine, due and overdue. */
import { z } from 'zod'
import { colleaguesFor } from '#core/procedures/list'
import { listTasks, taskSummary } from '#core/procedures/tasks'
import type { Doors } from '../door.ts'
import { worksIn } from '../policy.ts'
import { id, limit } from '../words.ts'

const about = '工作台'
const light = z.enum(['green', 'yellow', 'red'])
const task = z.object({
  ...{
    caseId: z.string(),
    number: z.string(),
    procedure: z.string(),
    procedureTitle: z.string(),
    step: z.string(),
    stepTitle: z.string(),
  },
  ...{
    subject: z.string().nullable(),
    division: z.string(),
    town: z.string().nullable(),
    appliedOn: z.string(),
    due: z.string().nullable(),
  },
  ...{ light, paused: z.boolean(), daysLeft: z.number().nullable(), version: z.number() },
})

export const taskRoutes = (doors: Doors) => {
  doors.get('/tasks', {
    ...{ says: '待办清单：待我办理、等待、临期、逾期', about, may: 'tasks.see' },
    isFrequent: true,
    query: z.object({
      scope: z.enum(['mine', 'waiting', 'due', 'overdue', 'all'], '「范围」不对').default('mine'),
      ...{
        business: z.string().max(60).optional(),
        procedure: z.string().max(100).optional(),
        step: z.string().max(60).optional(),
      },
      q: z.string().max(60).optional(),
      after: z
        .string()
        .regex(/^(\d{4}-\d{2}-\d{2}|infinity)_\d{1,16}$/, '「after」应为上一页答复的 next')
        .optional(),
      limit,
    }),
    answers: z.object({ rows: z.array(task), next: z.string().nullable() }),
    does: async ({ trx, engine, actor, on, query }) => {
      const found = await listTasks(trx, engine, actor, query as never, on)
      return { ...found, rows: found.rows.filter(t => worksIn(actor, businessOf(t.procedure))) }
    },
  })
  doors.get('/tasks/summary', {
    ...{ says: '按事项和环节的待办数、临期数、逾期数', about, may: 'tasks.see' },
    does: async ({ trx, engine, actor, on }) => {
      const found = (await taskSummary(trx, engine, actor, on)).filter(t => worksIn(actor, t.business))
      return found.flatMap(({ count, yellow, red, ...of }) =>
        (
          [
            ['green', count - yellow - red],
            ['yellow', yellow],
            ['red', red],
          ] as const
        )
          .filter(([, n]) => n > 0)
          .map(([light, n]) => ({ ...of, light, count: n })),
      )
    },
  })
  doors.get('/colleagues', {
    ...{ says: '可同行办理的人员（须两人办理的环节）', about, may: 'cases.act' },
    query: z.object({ caseId: id }),
    does: ({ trx, actor, on, query }) => colleaguesFor(trx, actor, query.caseId, on),
  })
}
const businessOf = (procedure: string) => procedure.split('.')[0]!
