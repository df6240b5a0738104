/** What both lists have in common: told first, heard, decided by another person, made public (民政部令第60号). */
import { workingDays } from '#define/time'

export const rule = '《社会组织信用信息管理办法》（民政部令第60号）'
const within = workingDays(5)

export const notified = { who: 'county', does: '告知事实、理由、依据和陈述申辩的权利', within } as const
export const heard = { who: 'organisation', does: '陈述申辩', asks: ['defence'], lasts: workingDays(5) } as const
const outcomes = { grant: '决定列入', refuse: '决定不列入' } as const
export const listed = { does: '决定是否列入', notBy: 'notify', within, called: outcomes } as const
export const published = { who: 'county', does: '送达并公示', within } as const
const decides = ['stop', 'continue'] as const
export const leaving = { does: '决定是否移出', notBy: 'review', within, since: 'review', decides } as const
