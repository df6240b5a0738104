/** Prints the tables of one business, or checks that every committed one is up to date: `npm run schema -- minimum-living > db/migrations/00NN_….sql`. */
import { Catalogue } from '#core/catalogue'
import { businessSql } from '#core/registers/tables'
import { modules } from '../src/domains/index.ts'

const catalogue = new Catalogue(modules)
const wanted = process.argv[2]
const business = catalogue.business(wanted ?? '')
if (!business) {
  console.error(`没有名为「${wanted ?? ''}」的业务；已有：${catalogue.businesses.map(b => b.id).join('、')}`)
  process.exit(1)
}
console.log(`-- Derived from the definitions of ${business.id} (npm run schema -- ${business.id}).\n${businessSql(catalogue, business)}`)
