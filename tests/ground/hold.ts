/** A process that serves from the home it is given until it is ended, as `minzheng serve` does. */
import { Refusal } from '#core/actor'
import { openLedger } from '#core/postgres/ledger'

try {
  const ledger = await openLedger({ home: process.argv[2]!, serving: true })
  process.on('SIGINT', () => void ledger.stop().then(() => process.exit(0)))
  console.log(ledger.ownerUrl)
  setInterval(() => {}, 60_000)
} catch (error) {
  console.error(error instanceof Refusal ? error.reason : error)
  process.exitCode = 1
}
