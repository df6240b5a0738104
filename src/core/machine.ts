/** 系统: who does what begins or ends by itself; nobody's account, so that it stands in the journal as the machine's. */
import type { Actor } from '#core/actor'

export const machine = (countyId: number): Actor => ({
  ...{ countyId, accountId: 0, personId: 0, name: '系统', post: 'county', divisionId: 0 },
  ...{ divisions: 'all', businesses: 'all', isMachine: true },
})
