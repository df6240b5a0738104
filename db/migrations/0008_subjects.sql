-- 对象：社会组织等单位、场所；一件事有几方的（男方女方、逝者），各方记在 case_party。
create table organisation (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'), division_id bigint not null,
  name text not null check (name <> ''), sponsor text check (sponsor <> ''),
  initials text not null default '', kind text check (kind in ('association', 'service', 'foundation')), credit_code text, address text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, credit_code),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table organisation is '单位（社会组织等）';
comment on column organisation.initials is '名称拼音首字母';
comment on column organisation.kind is '类型：社会团体、民办非企业单位、基金会';
comment on column organisation.credit_code is '统一社会信用代码；登记后才有';
comment on column organisation.address is '住所';
comment on column organisation.sponsor is '业务主管单位名称；该单位的账号凭此看见其所主管的';
comment on column organisation.division_id is '住所所在村（居）';
create index organisation_by_name on organisation (county_id, name text_pattern_ops);
create index organisation_by_division on organisation (county_id, division_id);
call with_history('organisation');
call seen_in_area('organisation');
create policy own_id on organisation using (county_id = (select app_county()) and (id = (select app_organisation()) or sponsor = (select app_unit())));

create table place (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'), division_id bigint not null,
  kind text not null, name text not null check (name <> ''), address text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table place is '场所（助餐点、养老机构、殡仪馆、公墓等）';
comment on column place.division_id is '所在村（居）';
create index place_by_kind on place (county_id, kind, division_id);
call with_history('place');
call seen_in_area('place');
call seen_by_own('place', 'place', 'id');

alter table case_file
  add foreign key (county_id, organisation_id) references organisation (county_id, id),
  add foreign key (county_id, place_id) references place (county_id, id);

create table case_party (
  county_id smallint not null, case_id bigint not null, role text not null, number smallint not null, procedure text not null,
  person_id bigint, household_id bigint, organisation_id bigint, place_id bigint,
  is_open boolean not null default true, is_alone boolean not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, case_id, role),
  foreign key (county_id, case_id) references case_file (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id),
  foreign key (county_id, place_id) references place (county_id, id),
  check (num_nonnulls(person_id, household_id, organisation_id, place_id) = 1)
);
comment on column case_party.number is '次序';
comment on table case_party is '办件各方：一件事有几个对象的，一方一行';
create unique index one_open_case_of_party on case_party (county_id, procedure, role, person_id) where is_open and is_alone and person_id is not null;
create index case_party_person on case_party (county_id, person_id) where person_id is not null;
create index case_party_organisation on case_party (county_id, organisation_id) where organisation_id is not null;
call with_history('case_party');
call seen_with('case_party', 'case_file', 'case_id');

-- 回避: whether somebody belongs to a case's household or parties, or is a near relative of one.
create function conflicts_in(county smallint, actor_person bigint, file bigint, household bigint, person bigint, is_joint boolean) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when household is not null then conflicts(county, actor_person, household) else exists (
    select from (select person as id where not is_joint union all select y.person_id from case_party y where is_joint and y.county_id = county and y.case_id = file) s
    where s.id = actor_person or s.id in (select n.relative_id from near_relatives(county, array[actor_person]) n)) end $$;

-- Whom an organisation or a place is led by: each register that names people by an identity number brings a function of its own.
create function people_named(county smallint, kind text, subjects bigint[], cases bigint[]) returns table (subject_id bigint, case_id bigint, person_id bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare asked text;
begin
  for asked in select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname like 'people\_of\_' || kind || '\_%' loop
    return query execute format('select x.subject_id, x.case_id, p.id from %I($1, $2, $3) x join person p on p.county_id = $1 and p.id_number_index = x.number', asked)
      using county, subjects, cases;
  end loop;
end $$;

-- 回避 of an organisation: nobody of the office acts in the matter of one that they, or a near relative, are an officer of.
create function refuse_officer() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := case when tg_op = 'UPDATE' then 'left join before o on o.county_id = c.county_id and o.id = c.id' else '' end;
  named text := (select string_agg(format(case when tg_op = 'UPDATE' then '(case when c.%1$I is distinct from o.%1$I then c.%1$I end)' else '(c.%1$I)' end, b), ', ')
                 from unnest(tg_argv) b);
  found boolean;
begin
  execute format($q$
    with act as materialized (
      select c.county_id, f.id as file, f.organisation_id, x.by_id as actor from changed c join case_file f on f.county_id = c.county_id and f.id = c.id
        %1$s cross join lateral (values %2$s) x (by_id) where x.by_id is not null
    ), named as materialized (
      select g.county_id, n.* from (select county_id, array_agg(distinct organisation_id) as those, array_agg(distinct file) as files from act group by 1) g
        cross join lateral people_named(g.county_id, 'organisation', g.those, g.files) n
    ), kin as materialized (
      select county_id, actor, actor as relative from act where exists (select from named)
      union select g.county_id, n.person_id, n.relative_id
        from (select county_id, array_agg(distinct actor) as actors from act where exists (select from named) group by 1) g
        cross join lateral near_relatives(g.county_id, g.actors) n
    )
    select exists (select from act join kin k on k.county_id = act.county_id and k.actor = act.actor
      join named n on n.county_id = act.county_id and n.person_id = k.relative and (n.subject_id = act.organisation_id or n.case_id = act.file))
  $q$, before, named) into found;
  if found then perform refuse('回避：经办人是该单位的负责人、法定代表人或者其近亲属，不得办理，请转由其他人员办理（公务员法第七十六条）'); end if;
  return null;
end $$;
create procedure no_officer_acts(tab text, by_columns text[]) language plpgsql as $$
declare arguments text := (select string_agg(quote_literal(x), ', ') from unnest(by_columns) x);
begin
  execute format('create trigger no_officer_acts_in_new after insert on public.%I referencing new table as changed for each statement
    execute function refuse_officer(%s)', tab, arguments);
  execute format('create trigger no_officer_acts_in_changed after update on public.%I referencing old table as before new table as changed for each statement
    execute function refuse_officer(%s)', tab, arguments);
end $$;
create function officer_in(county smallint, actor_person bigint, file bigint, organisation bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from people_named(county, 'organisation', array[organisation], array[file]) n
    where n.person_id = actor_person or n.person_id in (select k.relative_id from near_relatives(county, array[actor_person]) k)) $$;

create function parties_follow() returns trigger language plpgsql as $$
begin
  update case_party p set is_open = (c.stands = 'open') from changed c
    where c.is_joint and p.county_id = c.county_id and p.case_id = c.id and p.is_open is distinct from (c.stands = 'open');
  return null;
end $$;
create trigger parties_follow after update on case_file referencing new table as changed for each statement execute function parties_follow();
