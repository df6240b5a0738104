/** 惠民殡葬判例: item by item, three days of storage and not four, never more than the cap. */
import { casebook, Person } from '#define'
import { fen } from '#define/money'
import { relief } from './funeral-relief.settlement.ts'
import { deduction } from './funeral-relief.ts'

const of = { deceased: new Person({ born: '1940-03-01' }) }
const row = {
  home: '1',
  transported: true,
  storedDays: 3,
  furnace: 'ordinary',
  urnKept: true,
  hardship: false,
  ecological: false,
} as const
const on = '2024-06-06'

export default casebook(deduction, relief).cases({
  存放三天: { on, of, row, pays: fen(1630) },
  存放两天: { on, of, row: { ...row, storedDays: 2 }, pays: fen(1570) },
  存放五天只免三天: { on, of, row: { ...row, storedDays: 5 }, pays: fen(1630) },
  高档炉不免火化费: { on, of, row: { ...row, furnace: 'better' }, pays: fen(630) },
  自行运来不寄存: { on, of, row: { ...row, transported: false, urnKept: false }, pays: fen(1180) },
  超过每具最高额: { on, of, row, standards: { cap: '1600' }, pays: fen(1600) },
  '困难群众另加，不在最高额之内': {
    on,
    of,
    row: { ...row, hardship: true },
    standards: { cap: '1600', hardship: '500' },
    pays: fen(2100),
  },
  生态安葬奖励: { on, of, row: { ...row, ecological: true }, standards: { ecological: '1000' }, pays: fen(2630) },
  县外户籍: {
    on,
    of: { deceased: new Person({ born: '1940-03-01', isLocal: false }) },
    row,
    refused: '本县户籍',
  },
  没有写明殡仪馆: { on, of, row: { ...row, home: undefined }, refused: '写明在哪一殡仪馆减免' },
})
