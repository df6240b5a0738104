/** A small ledger and its home, with everything that a backup must bring back: odd characters, sealed bytes, a changed row, keys, a photo. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestLedger } from '#tests/setup/ledger'

export const filled = async (source: TestLedger, home: string) => {
  for (const [file, text] of Object.entries({
    'keys/seal-1': 'k',
    'keys/database-app': 'secret',
    'attachments/2024/a.jpg': 'photo',
    'log/x.log': 'x',
  })) {
    mkdirSync(join(home, file, '..'), { recursive: true })
    writeFileSync(join(home, file), text)
  }
  await sql
    .raw(`
    insert into county (county_id, code, name) values (1, '349999', '甲县');
    insert into division (county_id, id, code, name, level) values (1, 1, '349999', '甲县', 'county');
    insert into division (county_id, id, code, name, level, kind, parent_id) values (1, 2, '349999001001', '东村', 'village', 'rural', 1);
    insert into person (county_id, id, division_id, name, born, id_number_sealed)
      select 1, n, 2, '张' || n || E'\\t\\\\N"', date '1950-01-01' + n::int, decode('00ff', 'hex') from generate_series(5001, 5300) n;
    insert into person_standing (county_id, person_id, kind, held, source) values (1, 5001, 'student', '[2020-01-01,)', '学校');
    update person set name = '李改' where id = 5002;
    select nextval('ledger_id') from generate_series(1, 77);`)
    .execute(source.owner)
}
