/** 低保申请 by the million: most of them ended, the others spread over the steps; each with its acts, its parts, and its row where it was granted. */
import { sql } from 'kysely'
import type { Bench } from './ledger.ts'
import { loaded } from './load.ts'
import { draw, firstCase, firstPerson, firstRow } from './people.ts'

/** Of a hundred: 85 ended (a tenth of them refused), 2 to accept, 4 to visit, 2 to propose, 3 posted, 4 to decide. */
const at = sql`case when h.i % 100 < 85 then 'ended' when h.i % 100 < 87 then 'accept' when h.i % 100 < 91 then 'visit'
  when h.i % 100 < 93 then 'propose' when h.i % 100 < 96 then 'posted' else 'decide' end`

export const inventCases = async ({ owner, countyId, clerks }: Bench) => {
  const town = clerks.find(c => c.post === 'town')!
  const county = clerks.find(c => c.post === 'county')!
  // ended ones over five years, open ones in this month; handed-down towns decide themselves
  await sql`create unlogged table bench.case as
    select h.*, ${firstCase} + h.i as case_id, ${at} as at, h.i % 10 = 3 as is_refused,
      case when h.i % 100 < 85 then date '2019-01-10' + (${draw('h.i', 5)} * 1900)::int else date '2024-06-03' end as applied,
      exists (select from power p where p.county_id = ${countyId} and p.division_id = h.town_id and p.starts <= '2024-06-03' and p.ends is null) as handed
    from bench.household h`.execute(owner)
  await sql`create index on bench.case (case_id)`.execute(owner)
  await sql`create index on bench.case (at, town_id)`.execute(owner)
  await sql`analyze bench.case`.execute(owner)
  const step = sql`case c.at when 'posted' then 'decide' when 'ended' then null else c.at end`
  await loaded(owner, ['case_file', 'minimum_living_application_case', 'case_act'], async trx => {
    await sql`insert into case_file (county_id, id, business, procedure, number, division_id, town_id, household_id, row_id, source, edition, applied_on,
        opened_by, stands, outcome, ended_on, decided_on, at_step, at_post, at_division_id, opens_on, due, total_due, version, known_from)
      select ${countyId}, c.case_id, 'minimum-living', 'minimum-living.application', '340223-' || to_char(c.applied, 'YYYY') || '-' || lpad(c.i::text, 8, '0'),
        c.division_id, c.town_id, c.id, case when c.at = 'ended' and not c.is_refused then ${firstRow} + c.i end, 'application', 'invented', c.applied, ${town.personId},
        case when c.at = 'ended' then 'ended' else 'open' end, case when c.at = 'ended' then case when c.is_refused then 'refuse' else 'grant' end end,
        case when c.at = 'ended' then c.applied + 24 end, case when c.at = 'ended' then c.applied + 22 end, ${step},
        case when c.at = 'ended' then null when c.at in ('decide', 'posted') then case when c.handed then 'town' else 'county' end else 'town' end,
        case when c.at <> 'ended' then c.division_id end,
        case c.at when 'posted' then date '2024-06-27' when 'decide' then date '2024-06-18' when 'ended' then null else c.applied end,
        case when c.at <> 'ended' then date '2024-06-17' + (c.i % 17)::int end, case when c.at <> 'ended' then date '2024-07-15' end, 6, c.applied
      from bench.case c`.execute(trx)
    const done = (...from: string[]) => sql`c.at in (${sql.join(from.map(f => sql.lit(f)))})`
    await sql`insert into minimum_living_application_case (county_id, id, filled, area, alone, applicant, cause, has_official, account_sealed, account_index,
        account_masked, report, report_until, visited, situation, class, proposal, certificate, apply_on, apply_by, declare_on, declare_by, accept_on, accept_by, match_on, match_by,
        visit_on, visit_by, visit_second, propose_on, propose_by, post_on, post_by, decide_on, decide_by, decide_outcome, tell_on, tell_by, known_from)
      select ${countyId}, c.case_id, array['consents', 'incomes', 'obligors', 'assets', 'findings'], c.kind, false, ${firstPerson} + c.i * 10,
        'illness', false, decode(repeat(md5(c.i::text), 4) || '00000000', 'hex'), decode(md5('a' || c.i), 'hex'), '***************' || lpad((c.i % 10000)::text, 4, '0'),
        'H3402232024' || lpad(c.i::text, 8, '0'), c.applied + 180, '{}', '家中' || c.size || '口，主要劳力因病丧失劳动能力，住房为砖混结构平房', 'B',
        case when c.at = 'ended' and c.is_refused then 'refuse' else 'grant' end, null,
        c.applied, ${town.personId}, c.applied, ${town.personId}, case when c.at <> 'accept' then c.applied end, case when c.at <> 'accept' then ${town.personId}::bigint end,
        case when c.at <> 'accept' then c.applied + 2 end, case when c.at <> 'accept' then ${county.personId}::bigint end,
        case when ${done('propose', 'posted', 'decide', 'ended')} then c.applied + 4 end, case when ${done('propose', 'posted', 'decide', 'ended')} then ${clerks[1]!.personId}::bigint end,
        case when ${done('propose', 'posted', 'decide', 'ended')} then ${clerks[2]!.personId}::bigint end,
        case when ${done('posted', 'decide', 'ended')} then c.applied + 4 end, case when ${done('posted', 'decide', 'ended')} then ${clerks[1]!.personId}::bigint end,
        case when c.at = 'posted' then date '2024-06-19' when ${done('decide', 'ended')} then c.applied + 7 end, case when ${done('posted', 'decide', 'ended')} then ${town.personId}::bigint end,
        case when c.at = 'ended' then c.applied + 22 end, case when c.at = 'ended' then ${county.personId}::bigint end,
        case when c.at = 'ended' then case when c.is_refused then 'refuse' else 'grant' end end,
        case when c.at = 'ended' then c.applied + 24 end, case when c.at = 'ended' then ${town.personId}::bigint end, c.applied
      from bench.case c`.execute(trx)
    // case 7, k-th act: what has been done up to where it stands
    await sql`insert into case_act (county_id, case_id, round, step, act, on_day, account_id, person_id, second_person_id, outcome, fields, basis, known_from)
      select ${countyId}, c.case_id, 1, s.step, s.act, c.applied + s.after, ${town.accountId}, case when s.step = 'decide' then ${county.personId} else ${town.personId} end::bigint,
        case when s.step = 'visit' then ${clerks[2]!.personId}::bigint end, case when s.step = 'decide' then case when c.is_refused then 'refuse' else 'grant' end end,
        case s.step when 'propose' then '{"class": "B", "proposal": "grant"}'::jsonb when 'visit' then '{"incomes": 1, "situation": "主要劳力因病丧失劳动能力"}'::jsonb end,
        case when s.step = 'decide' then jsonb_build_object('clauses', jsonb_build_array(jsonb_build_object('says', '人均收入低于当地低保标准', 'holds', true, 'weight', 'must')),
          'sheet', jsonb_build_array(jsonb_build_object('title', '工资性收入（申报）', 'amount', '9600.00'), jsonb_build_object('title', '低保金（每月）', 'amount', '450.00')),
          'amount', 45000, 'before', null, 'persons', c.size, 'firstMonth', '2024-07', 'stopsFrom', null, 'edition', 'invented', 'standards', '{}'::jsonb) end, c.applied
      from bench.case c join (values (1, 'apply', 'opened', 0), (2, 'accept', 'done', 0), (3, 'match', 'done', 2), (4, 'visit', 'done', 4), (5, 'propose', 'done', 4),
          (6, 'post', 'done', 7), (7, 'decide', 'done', 22), (8, 'tell', 'done', 24)) s (k, step, act, after)
        on s.k <= case c.at when 'accept' then 1 when 'visit' then 3 when 'propose' then 4 when 'posted' then 6 when 'decide' then 6 else 8 end
      order by c.case_id, s.k`.execute(trx)
  })
  await inventParts({ owner, countyId } as Bench)
}
const inventParts = async ({ owner, countyId }: Bench) => {
  const held = sql`case when c.at = 'ended' and not c.is_refused then daterange(c.applied + 30, null) end, case when c.at = 'ended' and not c.is_refused then ${firstRow} + c.i end`
  await loaded(owner, ['minimum_living_roster_consents', 'minimum_living_roster_incomes', 'case_notice'], async trx => {
    await sql`insert into minimum_living_roster_consents (county_id, case_id, held, row_id, member, signed, signed_on, known_from)
      select ${countyId}, c.case_id, ${held}, ${firstPerson} + c.i * 10 + k, '已签字', c.applied, c.applied
      from bench.case c cross join lateral generate_series(0, least(c.size, 5) - 1) k`.execute(trx)
    await sql`insert into minimum_living_roster_incomes (county_id, case_id, held, row_id, member, kind, yearly, source, known_from)
      select ${countyId}, c.case_id, ${held}, ${firstPerson} + c.i * 10, 'wages', 200000 + c.i % 300000, 'declared', c.applied from bench.case c`.execute(
      trx,
    )
    await sql`insert into case_notice (county_id, case_id, round, division_id, posted_on, last_day, place, shows, known_from)
      select ${countyId}, c.case_id, 1, c.division_id, c.applied + 7, c.applied + 14, '村务公开栏', '{"姓名": "某", "人数": 3, "金额": "450.00"}', c.applied
      from bench.case c where c.at in ('posted', 'decide', 'ended')`.execute(trx)
  })
}

/** 低保台账 rows: of every household, or of those whose application was granted. */
export const inventRows = async ({ owner, countyId }: Bench, of: 'all' | 'granted') => {
  const from =
    of === 'all'
      ? sql`(select h.*, null::bigint as case_id, date '2023-06-01' as applied from bench.household h)`
      : sql`(select * from bench.case where at = 'ended' and not is_refused)`
  const worth = sql`greatest(0, least(h.size, 5) * 65000 - (200000 + h.i % 300000) / 12)`
  await loaded(owner, ['minimum_living_roster', 'minimum_living_roster_state', 'covered_person'], async trx => {
    await sql`insert into minimum_living_roster (county_id, id, division_id, town_id, household_id, held, certificate, case_id, known_from)
      select ${countyId}, ${firstRow} + h.i, h.division_id, h.town_id, h.id, daterange(date_trunc('month', h.applied + 31)::date, null), '证' || h.i, h.case_id, h.applied
      from ${from} h`.execute(trx)
    await sql`insert into minimum_living_roster_state (county_id, row_id, starts, division_id, town_id, because, case_id, applicant, area, alone, class, cause, has_official,
        account_sealed, account_index, account_masked, report, report_until, situation, proposal, reads, persons, income, more_need, refused_work, allowance_amount, known_from)
      select ${countyId}, ${firstRow} + h.i, date_trunc('month', h.applied + 31)::date, h.division_id, h.town_id, '确认', h.case_id, ${firstPerson} + h.i * 10, h.kind, false, 'B',
        'illness', false, decode(repeat(md5(h.i::text), 4) || '00000000', 'hex'), decode(md5('a' || h.i), 'hex'), '***************' || lpad((h.i % 10000)::text, 4, '0'),
        'H3402232024' || lpad(h.i::text, 8, '0'), h.applied + 180, '家中' || h.size || '口，主要劳力因病丧失劳动能力，住房为砖混结构平房', 'grant',
        case when h.i % 20 = 0 then array['assumedWage', 'elderlyFrom', 'rural', 'supportFrom', 'supportShare', 'urban'] else array['elderlyFrom'] end,
        h.size, (200000 + h.i % 300000) * 12, 0, 0, ${worth}::bigint, h.applied
      from ${from} h`.execute(trx)
    await sql`insert into covered_person (county_id, division_id, business, register, row_id, measure, person_id, held, apart, case_id, known_from)
      select ${countyId}, h.division_id, 'minimum-living', 'minimum-living.roster', ${firstRow} + h.i, 'persons', ${firstPerson} + h.i * 10 + k,
        daterange(date_trunc('month', h.applied + 31)::date, null), 'basic living', h.case_id, h.applied
      from ${from} h cross join lateral generate_series(0, h.size - 1) k`.execute(trx)
  })
}
/** Incomes of rows that no case has brought, and for one in twenty a child whose support is worked out from the standard. */
export const inventMeans = async ({ owner, countyId }: Bench) =>
  loaded(owner, ['minimum_living_roster_incomes', 'minimum_living_roster_obligors'], async trx => {
    await sql`insert into minimum_living_roster_incomes (county_id, held, row_id, member, kind, yearly, source, known_from)
      select ${countyId}, '[2023-06-01,)', ${firstRow} + h.i, ${firstPerson} + h.i * 10, 'wages', 200000 + h.i % 300000, 'declared', '2023-06-01' from bench.household h`.execute(
      trx,
    )
    await sql`insert into minimum_living_roster_obligors (county_id, held, row_id, name, relation, people, yearly, shares, source, known_from)
      select ${countyId}, '[2023-06-01,)', ${firstRow} + h.i, '子', 'child', 3, 4000000, 1, 'declared', '2023-06-01' from bench.household h where h.i % 20 = 0`.execute(
      trx,
    )
  })
export const settle = async ({ owner }: Bench) => {
  await sql`select setval('ledger_id', greatest(nextval('ledger_id'), 2000000000))`.execute(owner)
  await sql`vacuum analyze`.execute(owner)
  await sql`checkpoint`.execute(owner)
}
