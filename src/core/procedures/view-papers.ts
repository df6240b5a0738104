/** The papers of a case: notices, objections, appeals, pauses, attachments, and the journal. */
import type { SomeProcedure } from '#core/catalogue'
import { titleOf } from './turn.ts'
import type { Page } from './view-page.ts'
import { titleOfOutcome } from './view-steps.ts'

export const papersOf = (page: Page, p: SomeProcedure) => {
  const notices = page.notices ?? []
  const journal = (page.acts ?? []).map(({ basis: _, person: __, secondPerson: ___, ...a }) => ({
    ...(a as any),
    stepTitle: titleOf(p, a.step),
    actTitle: actTitles[a.act] ?? a.act,
    outcomeTitle: a.outcome ? titleOfOutcome(a.outcome, p) : null,
  }))
  return {
    ...{ notice: notices[0] ?? null, notices, objections: page.objections ?? [], appeals: page.appeals ?? [] },
    ...{ pauses: page.pauses ?? [], attachments: page.attachments ?? [], journal },
  }
}
const actTitles: Record<string, string> = {
  ...{
    opened: '提出',
    done: '办理',
    'missing papers': '一次性告知补正',
    'not accepted': '不予受理',
    returned: '退回补正',
    withdrawn: '撤回',
    objection: '提出异议',
  },
  ...{
    'objection answered': '答复异议',
    paused: '暂停',
    resumed: '恢复',
    extended: '延长',
    ...{ lapsed: '逾期', reminded: '提醒', opinion: '登记部门意见' },
    appealed: '提出申诉',
    'appeal answered': '答复申诉',
    corrected: '更正',
    archived: '归档',
  },
}
