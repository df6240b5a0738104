-- 找人、进户、亲属：查找用的索引，和跨乡镇查重、迁入、亲属登记的几个有边界的函数。
-- Under row-level security an index serves only operators that leak nothing (no LIKE, no @>): prefixes are searched by ~>=~ and ~<~.
drop index person_by_name;
drop index person_by_initials;
-- With the division inside, a village among hundreds is searched without opening the rows of the others.
create index person_by_name on person (county_id, name text_pattern_ops, id) include (division_id);
create index person_by_initials on person (county_id, initials text_pattern_ops, id) include (division_id);

create table person_reading (
  county_id smallint not null, person_id bigint not null, initials text not null, division_id bigint not null,
  primary key (county_id, person_id, initials),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table person_reading is '姓名拼音首字母的其他读法（多音字），由触发器随人员记录维护，只供查找';
create index person_reading_by_initials on person_reading (county_id, initials text_pattern_ops, person_id) include (division_id);
call seen_in_area('person_reading');

-- Statement by statement, so that an import of many costs one pass. What is derived is no record: old readings go.
create function keep_readings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from person_reading r using changed c join replaced o on o.county_id = c.county_id and o.id = c.id
      where r.county_id = c.county_id and r.person_id = c.id and (o.initials <> c.initials or o.division_id <> c.division_id);
  end if;
  insert into person_reading (county_id, person_id, initials, division_id)
    select c.county_id, c.id, r.initials, c.division_id
    from changed c cross join lateral unnest(string_to_array(c.initials, ' ')) with ordinality r (initials, nth)
    where position(' ' in c.initials) > 0 and r.nth > 1 and r.initials <> ''
    on conflict do nothing;
  return null;
end $$;
create trigger readings_of_new after insert on person referencing new table as changed
  for each statement execute function keep_readings();
create trigger readings_of_changed after update on person referencing new table as changed old table as replaced
  for each statement execute function keep_readings();

-- A number is one person in the whole county, also where the asker does not see: only whether, and whether they live in a household.
create function people_by_number(numbers bytea[], on_day date)
  returns table (number_index bytea, id bigint, name text, born date, sex text, died_on date, seen boolean, household_id bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id_number_index, p.id, p.name, p.born, p.sex, p.died_on, app_sees(p.division_id),
    (select m.household_id from household_member m
      where m.county_id = p.county_id and m.person_id = p.id and (upper_inf(m.held) or upper(m.held) > $2) limit 1)
  from unnest($1) n join person p on p.county_id = app_county() and p.id_number_index = n $$;
comment on function people_by_number is '按证件号码盲索引在全县查重';

-- Who lives in no household may come to live where the asker works.
create function people_move_in(ids bigint[], divisions bigint[], on_day date) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update person p set division_id = t.division_id from unnest($1, $2) t (id, division_id)
  where p.county_id = app_county() and p.id = t.id and p.division_id <> t.division_id and app_sees(t.division_id)
    and not exists (select from household_member m where m.county_id = p.county_id and m.person_id = p.id
      and (upper_inf(m.held) or upper(m.held) > $3)) $$;
comment on function people_move_in is '不在任何一户的人迁入本辖区';

-- Each pair both ways, so that either side is found; one of the two must be the asker's own.
create function declare_kin(persons bigint[], relatives bigint[], relations text[], inverses text[], on_day date, told_by text) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  insert into kinship (county_id, person_id, relative_id, relation, declared_on, source)
    select distinct on (v.a, v.b) app_county(), v.a, v.b, v.relation, $5, $6
    from unnest($1, $2, $3, $4) t (person_id, relative_id, relation, inverse)
      cross join lateral (values (t.person_id, t.relative_id, t.relation), (t.relative_id, t.person_id, t.inverse)) v (a, b, relation)
    where exists (select from person p where p.county_id = app_county() and p.id in (t.person_id, t.relative_id) and app_sees(p.division_id))
  on conflict (county_id, person_id, relative_id) do update
    set relation = excluded.relation, declared_on = excluded.declared_on, source = excluded.source
    where kinship.relation <> excluded.relation $$;
comment on function declare_kin is '登记近亲属关系（双向）';

create index life_event_household on life_event (county_id, household_id) where household_id is not null;
