/** 工作台: what is mine, due and overdue. */
import { z } from 'zod'
import { colleaguesFor } from '#core/procedures/list'
import { listTasks, taskSummary } from '#core/procedures/tasks'
import type { Doors } from '../door.ts'
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
    does: ({ trx, engine, actor, on, query }) => listTasks(trx, engine, actor, query as never, on),
  })
  doors.get('/tasks/summary', {
    ...{ says: '按事项和环节的待办数、临期数、逾期数；最多数到 999 件', about, may: 'tasks.see' },
    isFrequent: true,
    answers: z.object({
      more: z.boolean(),
      rows: z.array(
        z.object({
          ...{ business: z.string(), procedure: z.string(), procedureTitle: z.string() },
          ...{ step: z.string(), stepTitle: z.string(), light, count: z.number() },
        }),
      ),
    }),
    does: ({ trx, engine, actor, on }) => taskSummary(trx, engine, actor, on),
  })
  doors.get('/colleagues', {
    ...{ says: '可同行办理的人员（须两人办理的环节）', about, may: 'cases.act' },
    query: z.object({ caseId: id }),
    does: ({ trx, actor, on, query }) => colleaguesFor(trx, actor, query.caseId, on),
  })
}
