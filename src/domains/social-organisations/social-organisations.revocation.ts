/** 撤销登记: two years running without the annual inspection, or failed: told first, heard, on request in a hearing, then decided by the bureau. */
import { must, procedure } from '#define'
import { type Day, workingDays, yearOf } from '#define/time'
import { registered } from './social-organisations.registered.ts'
import type { Registered } from './social-organisations.rules.ts'

const rule = '《民办非企业单位年度检查办法》（民政部令第27号）'
const hearings = '《中华人民共和国行政处罚法》第六十三条'

export const revocation = procedure('社会组织撤销登记', {
  changes: registered,
  law: [rule, hearings],
  starts: ['discovery', 'clue'],
  mustTo: {
    stop: c => [
      must('事由与台账记载的年检情况相符：连续两年不参加，或者连续两年不合格', isTwice(c), rule),
      must('已告知事实、理由、依据和陈述申辩、要求听证的权利', !!c.row.revokedFacts, hearings),
    ],
  },
}).steps({
  notify: {
    ...{ who: 'county', does: '告知拟撤销登记的事实、理由、依据和陈述申辩、听证的权利' },
    ...{ fills: ['revokedWhy', 'revokedFacts'], needs: ['revokedWhy', 'revokedFacts'], within: workingDays(5) },
  },
  hear: {
    ...{ who: 'organisation', does: '陈述申辩，要求听证', asks: ['revokedDefence', 'wantsHearing'] },
    lasts: workingDays(5),
  },
  hearing: {
    ...{
      who: 'county',
      does: '举行听证',
      notBy: 'notify',
      fills: ['hearingRecord'],
      needs: ['hearingRecord'],
      within: workingDays(20),
    },
    when: ({ row }) => !!row.wantsHearing,
  },
  decide: {
    ...{ who: 'bureau-head', does: '决定是否撤销登记', notBy: ['notify', 'hearing'], within: workingDays(20) },
    ...{ decides: ['stop', 'refuse'], called: { stop: '决定撤销登记', refuse: '不予撤销登记' } },
  },
  publish: {
    ...{ who: 'county', does: '送达并公告，收缴登记证书和印章' },
    ...{ fills: ['revocationDocument'], within: workingDays(10) },
  },
})

/** The last report year whose inspection has closed: it is due by the end of May (《社会团体登记管理条例》第二十八条). */
function lastDue(on: Day) {
  return on > `${yearOf(on)}-05-31` ? yearOf(on) - 1 : yearOf(on) - 2
}
function isTwice(c: Registered) {
  return c.row.revokedWhy === 'failed' ? !!c.organisation.facts.failedTwice : isTwiceAbsent(c)
}
/** Neither of the last two years is in the register, and both were due. */
function isTwiceAbsent({ organisation, standards, on }: Registered) {
  const earlier = lastDue(on) - 1
  return (
    (organisation.facts.lastReported ?? 0) < earlier &&
    organisation.wasRegisteredBy(`${earlier}-${standards.excusedAfter}` as Day)
  )
}
