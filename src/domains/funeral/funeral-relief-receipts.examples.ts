/** 县外火化凭票补给判例: up to what the receipt says, and not a second time for who was cremated here. */
import { casebook, Person } from '#define'
import { fen, yuan } from '#define/money'
import { refund, reimbursement } from './funeral-relief.ts'

const of = { deceased: new Person({ born: '1940-03-01', died: '2024-06-01' }) }
const row = {
  transported: true,
  storedDays: 3,
  furnace: 'ordinary',
  urnKept: true,
  hardship: false,
  ecological: false,
  receipt: '演示火化证1、票据2',
  billed: yuan<'time'>(2400),
  payee: '某某',
  account: '演示',
} as const
const on = '2024-06-06'

export default casebook(reimbursement, refund).cases({
  票据金额高于应补: { on, of, row, pays: fen(1630) },
  票据金额低于应补: { on, of, row: { ...row, billed: yuan(1200.5) }, pays: fen(1200.5) },
  没有票据: { on, of, row: { ...row, receipt: '' }, refused: '有县外火化证和票据' },
  在本县火化过: { on, of, row, past: { burntHere: 1 }, refused: '没有在本县火化（本县火化的已直接减免）' },
  死亡没有登记: { on, of: { deceased: new Person({ born: '1940-03-01' }) }, row, refused: '死亡已登记' },
  没有写明领款人: { on, of, row: { ...row, payee: ' ' }, refused: '写明领款家属和账号' },
  没有账号: { on, of, row: { ...row, account: undefined }, refused: '写明领款家属和账号' },
})
