/** 惠民殡葬: the basic items are free; deducted from the bill and settled with the funeral home, or paid to the kin of who was cremated elsewhere. */
import { benefit, field, local, must, type Of, past, procedure, type RowOf, register, setByCounty } from '#define'
import type { Line } from '#define/measures'
import { type Money, nothing, plus, theLess, times, toTheFen } from '#define/money'
import { workingDays } from '#define/time'
import { bodies } from './cremation.ts'
import { homes } from './funeral-relief.homes.ts'

export const standards = setByCounty('惠民殡葬补贴标准', {
  transport: local.yuanEach('遗体接运', '300'),
  storage: local.yuanEach('遗体存放每日', '60'),
  storageDays: local.count('免费存放天数', '3'),
  furnace: local.yuanEach('普通炉火化', '1000'),
  urn: local.yuanEach('骨灰寄存一年', '150'),
  cap: local.yuanEach('每具最高', '1630'),
  hardship: local.yuanEach('困难群众另加', '0'),
  ecological: local.yuanEach('生态安葬奖励', '0'),
})
export const granted = register('惠民殡葬补贴台账', {
  law: ['《殡葬管理条例》', '当地惠民殡葬办法'],
  about: { deceased: 'person' },
  over: 'day',
  standards,
  unique: ['subject'],
  past: { burntHere: past.timesGranted('cremation') },
  fields: {
    home: field.perhaps(field.oneOf(homes, '殡仪馆')),
    transported: field.yesNo('接运'),
    storedDays: field.count('存放天数'),
    furnace: field.choice('炉型', { ordinary: '普通炉', better: '高档炉' }),
    urnKept: field.yesNo('骨灰寄存'),
    hardship: field.yesNo('困难群众'),
    ecological: field.yesNo('生态安葬'),
    receipt: field.perhaps(field.text('县外火化证号和票据号码')),
    billed: field.perhaps(field.sum('票据金额')),
    payee: field.perhaps(field.text('领款家属姓名')),
    account: field.perhaps(field.bankCard('家属账号')),
  },
}).measured(({ which, onTheDay }) => ({
  way: which('结算方式', { bill: '从火化费用中直接减免', receipt: '凭票据补给家属' }, ({ row }) =>
    row.receipt ? 'receipt' : 'bill',
  ),
  relief: onTheDay.money('应补贴', ({ row, standards, line }) => reliefOf(row, standards, line)),
}))
type Relief = Of<typeof granted>

/** 直接减免: with each cremation, without being asked. */
export const deduction = procedure('惠民殡葬补贴直接减免', {
  makes: granted,
  starts: [{ enters: bodies }],
  brings: { storedDays: ({ row }) => row.storedDays, furnace: ({ row }) => row.furnace },
  must: c => [ofHere(c), must('写明在哪一殡仪馆减免', !!c.row.home)],
}).steps({
  note: {
    ...{ who: 'facility', does: '核对免费项目', within: workingDays(3) },
    fills: ['home', 'transported', 'storedDays', 'furnace', 'urnKept', 'hardship', 'ecological'],
  },
  decide: { who: 'county', does: '同意减免', notBy: 'note', within: workingDays(5) },
})

/** 凭票补给: cremated in another county; the same items, up to what the receipt says. */
export const reimbursement = procedure('县外火化惠民殡葬补贴申请', {
  makes: granted,
  starts: ['application'],
  must: c => [
    ofHere(c),
    must('死亡已登记', !!c.deceased.facts.died, '当地惠民殡葬办法'),
    must('没有在本县火化（本县火化的已直接减免）', c.past.burntHere === 0, '当地惠民殡葬办法'),
    must('有县外火化证和票据', !!c.row.receipt?.trim() && !!c.row.billed, '当地惠民殡葬办法'),
    must('写明领款家属和账号', !!c.row.account && !!c.row.payee?.trim()),
  ],
}).steps({
  apply: {
    who: 'applicant',
    asks: ['receipt', 'billed', 'payee', 'account', 'transported', 'storedDays', 'furnace', 'urnKept', 'ecological'],
  },
  review: { who: 'town', fills: ['hardship'], within: workingDays(5) },
  decide: { who: 'county', notBy: 'review', within: workingDays(5) },
})

export const refund = benefit('惠民殡葬补贴（补给家属）', {
  of: granted,
  paid: 'once',
  to: 'account',
  fund: 'funeral relief',
}).amount(({ measured, line }) =>
  toTheFen(measured.way === 'receipt' ? line('补给家属', measured.relief) : nothing<'time'>()),
)

function ofHere({ deceased }: Pick<Relief, 'deceased'>) {
  return must('本县户籍', deceased.isLocal, '当地惠民殡葬办法')
}
interface Items {
  readonly transported: boolean
  readonly storedDays: number
  readonly furnace: string
  readonly urnKept: boolean
  readonly hardship: boolean
  readonly ecological: boolean
  readonly receipt?: string | undefined
  readonly billed?: Money<'time'> | undefined
}
/** Item by item, then the cap; the extra of the poor and the reward of a burial that takes no land come on top. */
function reliefOf(row: Items, s: RowOf<typeof standards>, line: Line): Money<'time'> {
  const law = '当地惠民殡葬办法'
  const given = (is: boolean, money: Money<'time'>) => (is ? money : nothing<'time'>())
  const carried = line('遗体接运', given(row.transported, s.transport), law)
  const days = Math.min(row.storedDays, s.storageDays)
  const stored = line(`存放，免费${days}日`, times(s.storage, days), law)
  const burnt = line('普通炉火化', given(row.furnace === 'ordinary', s.furnace), law)
  const kept = line('骨灰寄存一年', given(row.urnKept, s.urn), law)
  const capped = line('不超过每具最高额', theLess(plus(plus(carried, stored), plus(burnt, kept)), s.cap), law)
  const paid = row.receipt ? line('不超过票据金额', theLess(capped, row.billed ?? nothing<'time'>()), law) : capped
  const poor = line('加：困难群众', given(row.hardship, s.hardship), law)
  return plus(plus(paid, poor), line('加：生态安葬奖励', given(row.ecological, s.ecological), law))
}
