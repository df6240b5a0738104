/** 骨灰去向判例: the chain is closed only by a resting place; thirty days for the village to see it. */
import { casebook, Person } from '#define'
import { following } from './ashes.ts'

const of = { deceased: new Person({ born: '1940-03-01' }) }
const row = { destination: 'public', receiver: '某某', site: '某村公益性公墓', plot: '3排12号' } as const
const noted = { note: '2024-06-06' } as const

export default casebook(following).cases({
  交付以后由村里核实: { on: '2024-06-07', of, row, done: noted, may: ['see by village'] },
  三十日的最后一日: { on: '2024-07-06', of, row, done: noted, may: ['see'], due: '2024-07-08' },
  寄存的不用核实安放: {
    on: '2024-06-07',
    of,
    row: { destination: 'deposit', until: '2025-06-06' },
    done: noted,
    may: ['decide'],
  },
  县外的由家属带走: {
    on: '2024-06-07',
    of: { deceased: new Person({ born: '1940-03-01', isLocal: false }) },
    row: { destination: 'taken', receiver: '某某' },
    done: noted,
    may: ['decide'],
    refused: undefined,
  },
  进公墓的写明位置: { on: '2024-06-20', of, row: { ...row, plot: '' }, refused: '安放的写明场所和位置' },
  有位置的可以闭环: { on: '2024-06-20', of, row, refused: undefined },
  生态安葬不留位置: {
    on: '2024-06-20',
    of,
    row: { destination: 'ecological', receiver: '某某' },
    refused: undefined,
  },
  寄存没有到期日: { on: '2024-06-20', of, row: { destination: 'deposit' }, refused: '寄存的写明到期日，且尚未到期' },
  寄存到期当日: {
    on: '2024-06-20',
    of,
    row: { destination: 'deposit', until: '2024-06-20' },
    refused: '寄存的写明到期日，且尚未到期',
  },
  寄存到期前一日: { on: '2024-06-20', of, row: { destination: 'deposit', until: '2024-06-21' }, refused: undefined },
  无人认领的没有领取人: { on: '2024-06-20', of, row: { destination: 'unclaimed' }, refused: undefined },
  带走的要有领取人: { on: '2024-06-20', of, row: { destination: 'taken' }, refused: '领走的写明领取人' },
})
