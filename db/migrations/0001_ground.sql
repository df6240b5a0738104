-- 县、区划、人、家庭、时钟：一切台账的地基。 The ground that every register stands on.
-- county_id is first in every key, so that the same schema runs on one machine and distributed by county on Citus.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema if not exists history;
comment on schema history is '历史版本：每行被更改前的样子，由触发器写入，只增不减';

create sequence ledger_id as bigint start 1001;
comment on sequence ledger_id is '全库统一编号';

create table county (
  county_id smallint primary key,
  code text not null unique check (code ~ '^[0-9]{6}$'),
  name text not null,
  rehearsal_day date,
  known_from timestamptz not null default transaction_timestamp()
);
comment on table county is '县';
comment on column county.rehearsal_day is '演练日期：仅演练县有值，系统以此日为「今天」';

-- Who is asking: set for each transaction, empty for nobody. No context, no rows.
create function app_county() returns smallint language sql stable parallel safe
  as $$ select nullif(current_setting('app.county', true), '')::smallint $$;
create function app_account() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::bigint $$;
create function app_person() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::bigint $$;
create function app_post() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.post', true), '') $$;
-- '{*}' sees the whole county; else the ids of the divisions seen, descendants included.
create function app_sees_all() returns boolean language sql stable parallel safe
  as $$ select current_setting('app.divisions', true) = '{*}' $$;
create function app_divisions() returns bigint[] language sql stable parallel safe
  as $$ select case when app_sees_all() then null else nullif(current_setting('app.divisions', true), '')::bigint[] end $$;
create function app_sees(division bigint) returns boolean language sql stable parallel safe
  as $$ select app_sees_all() or division = any (app_divisions()) $$;
-- '{*}' works in every business; else the names of the businesses.
create function app_works_in(business text) returns boolean language sql stable parallel safe
  as $$ select current_setting('app.businesses', true) = '{*}'
            or business = any (nullif(current_setting('app.businesses', true), '')::text[]) $$;
create function app_works_everywhere() returns boolean language sql stable parallel safe
  as $$ select current_setting('app.businesses', true) = '{*}' $$;
create function app_businesses() returns text[] language sql stable parallel safe
  as $$ select case when app_works_everywhere() then null else nullif(current_setting('app.businesses', true), '')::text[] end $$;
-- The engine's own look, whoever pressed the button (db.ts widely): the posts of a register are no bar to it.
create function app_widely() returns boolean language sql stable parallel safe
  as $$ select current_setting('app.widely', true) = 'on' $$;
create function app_sees_everything() returns boolean language sql stable parallel safe
  as $$ select app_sees_all() and app_works_everywhere() $$;
-- Who comes from outside the bureau stands in no area: they reach what is their own organisation's, place's or department's, and nothing else.
create function app_organisation() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation', true), '')::bigint $$;
create function app_place() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.place', true), '')::bigint $$;
create function app_unit() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.unit', true), '') $$;
create function app_is_outside() returns boolean language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.organisation', true), ''), nullif(current_setting('app.place', true), ''),
                        nullif(current_setting('app.unit', true), '')) is not null $$;

-- The only business clock: the database's, or the day of the rehearsal.
create function ledger_day(county smallint) returns date language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce((select rehearsal_day from county where county_id = $1),
                        (transaction_timestamp() at time zone 'Asia/Shanghai')::date) $$;
create function ledger_moment() returns timestamptz language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce(
          (select rehearsal_day + (transaction_timestamp() at time zone 'Asia/Shanghai')::time from county
            where county_id = nullif(current_setting('app.county', true), '')::smallint and rehearsal_day is not null)
            at time zone 'Asia/Shanghai', transaction_timestamp()) $$;
-- The moment of whatever is written, a row at a time: a statement looks at the clock for its first row and remembers it for the others.
create function ledger_now() returns timestamptz language plpgsql stable as $$
declare
  statement text := concat(statement_timestamp(), ' ', current_setting('app.county', true));
begin
  if current_setting('app.moment_of', true) is distinct from statement then
    perform set_config('app.moment', ledger_moment()::text, true), set_config('app.moment_of', statement, true);
  end if;
  return current_setting('app.moment')::timestamptz;
end $$;
create function look_at_the_clock_again() returns trigger language plpgsql as $$
begin
  perform set_config('app.moment_of', '', true);
  return null;
end $$;
create trigger look_at_the_clock_again after update of rehearsal_day on county for each statement execute function look_at_the_clock_again();

-- Earlier versions are kept by the database itself: all rows of a statement at once, so that a change of many costs one pass.
create function keep_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format('insert into history.%I select b.*, (select ledger_moment()) from before b', tg_table_name);
  return null;
end $$;
create function know_from_now() returns trigger language plpgsql as $$
begin
  new.known_from := ledger_now();
  return new;
end $$;
create procedure with_history(tab text) language plpgsql as $$
begin
  execute format('create table history.%1$I (like public.%1$I, known_until timestamptz not null)', tab);
  execute format('create index on history.%1$I (county_id, known_until)', tab);
  execute format('create trigger know_from_now before update on public.%1$I for each row execute function know_from_now()', tab);
  execute format('create trigger keep_history after update on public.%1$I referencing old table as before for each statement execute function keep_history()', tab);
end $$;

create table division (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  code text not null,
  name text not null,
  level text not null check (level in ('county', 'town', 'village')),
  kind text check (kind in ('urban', 'rural')),
  parent_id bigint,
  valid daterange not null default daterange(null, null),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, parent_id) references division (county_id, id),
  exclude using gist (county_id with =, code with =, valid with &&)
);
comment on table division is '行政区划';
comment on column division.kind is '城乡：居委会 urban，村委会 rural';
create table division_succession (
  county_id smallint not null, from_id bigint not null, to_id bigint not null, on_day date not null,
  manner text not null check (manner in ('merged', 'split', 'renamed')), document_no text not null,
  primary key (county_id, from_id, to_id),
  foreign key (county_id, from_id) references division (county_id, id),
  foreign key (county_id, to_id) references division (county_id, id)
);
comment on table division_succession is '区划沿革';
create table division_within (
  county_id smallint not null, ancestor_id bigint not null, division_id bigint not null,
  primary key (county_id, ancestor_id, division_id),
  foreign key (county_id, ancestor_id) references division (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table division_within is '区划上下级（含自身）';
create index on division_within (county_id, division_id);

create table person (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  name text not null check (name <> ''),
  initials text not null default '',
  id_kind text not null default '01' check (id_kind in ('01', '02', '03', '04', '05', '06', '07', '99')),
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  born date not null,
  sex text check (sex in ('男', '女')),
  ethnicity text not null default '01',
  registered_division_id bigint,
  address text,
  phone_sealed bytea,
  phone_masked text,
  marital text check (marital in ('10', '20', '30', '40', '90')),
  health text,
  labour text check (labour in ('able', 'partly', 'unable', 'none')),
  employment text,
  died_on date check (died_on >= born),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  unique (county_id, id_number_index),
  foreign key (county_id, division_id) references division (county_id, id)
);
comment on table person is '人';
comment on column person.division_id is '居住村（居）';
comment on column person.registered_division_id is '户籍村（居）；空为外县户籍';
comment on column person.initials is '姓名拼音首字母（多音字各种读法以空格分开）';
comment on column person.id_number_sealed is '证件号码（加密）';
comment on column person.id_number_index is '证件号码（盲索引）';
comment on column person.labour is '劳动能力：有、部分丧失、完全丧失、无';
create index person_by_name on person (county_id, name text_pattern_ops);
create index person_by_initials on person using gin (initials gin_trgm_ops);
create index person_by_division on person (county_id, division_id);
call with_history('person');

create table person_standing (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), person_id bigint not null,
  kind text not null check (kind in ('disability', 'serious illness', 'imprisoned', 'cleric', 'student', 'incapacity', 'refused work')),
  variety text, degree smallint check (degree between 1 and 4), certificate text,
  held daterange not null, source text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  exclude using gist (county_id with =, person_id with =, kind with =, held with &&),
  check (kind <> 'disability' or (variety in ('视力', '听力', '言语', '肢体', '智力', '精神', '多重') and degree is not null))
);
create index on person_standing (county_id, person_id);
comment on table person_standing is '人员身份与状况（残疾、重病、服刑、教职、在校），各有起止';
call with_history('person_standing');

create table kinship (
  county_id smallint not null, person_id bigint not null, relative_id bigint not null,
  relation text not null, declared_on date not null, source text not null default '申报',
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, person_id, relative_id), check (person_id <> relative_id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, relative_id) references person (county_id, id)
);
comment on table kinship is '近亲属关系（民法典第一千零四十五条），成对登记';
create index on kinship (county_id, relative_id);

create table household (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  head_id bigint not null,
  address text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id),
  foreign key (county_id, head_id) references person (county_id, id)
);
comment on table household is '家庭（共同生活的家庭成员，不等于户口簿）';
create index on household (county_id, head_id);
create index on household (county_id, division_id);
call with_history('household');

create table household_member (
  county_id smallint not null, id bigint not null default nextval('ledger_id'),
  household_id bigint not null, person_id bigint not null,
  relation text not null default '02', held daterange not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  constraint member_of_one_household exclude using gist (county_id with =, person_id with =, held with &&)
);
comment on table household_member is '共同生活的家庭成员，各有起止；一人同时只在一户';
comment on column household_member.relation is '与户主关系（GB/T 4761）';
create index on household_member (county_id, household_id);
call with_history('household_member');

create table life_event (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  event text not null, person_id bigint, household_id bigint, happened_on date not null,
  source text not null, detail jsonb not null default '{}', recorded_by bigint, confirmed_by bigint check (confirmed_by <> recorded_by), confirmed_on date,
  refused_by bigint, undone_by bigint, case_id bigint, repeats_id bigint, is_confidential boolean not null default false,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), check (person_id is not null or household_id is not null),
  foreign key (county_id, repeats_id) references life_event (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id)
);
comment on table life_event is '生活事件：一个科室的记录由此到达另一个科室的工作；报告人与确认人不得为同一人';
comment on column life_event.case_id is '由哪一办件而来：办件的登记人为报告人，办结人为确认人';
comment on column life_event.is_confidential is '出自保密的台账（婚姻、收养）：只给该业务和正在保障此人的业务看';
comment on column life_event.repeats_id is '再次得知的同一件事：不再生效一次；日期不同的，另由一人裁定';
call with_history('life_event');
create index on life_event (county_id, person_id);
create index on life_event (county_id, happened_on);

-- The second lock. The scalar subqueries are evaluated once a statement, not once a row.
create procedure seen_in_county(tab text) language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', tab);
  execute format('create policy in_county on public.%I using (county_id = (select app_county()))', tab);
end $$;
create procedure seen_in_area(tab text) language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', tab);
  execute format('create policy in_area on public.%I using (county_id = (select app_county())
    and ((select app_sees_all()) or division_id = any ((select app_divisions())::bigint[])))', tab);
end $$;
-- What hangs on another table is seen with the row it hangs on; a null hangs on nothing and is no bar. `freely`: who need not be asked twice,
-- because they see every row of the owner.
create procedure seen_with(tab text, owner_table text, owner_column text, freely text default 'app_sees_everything') language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', tab);
  execute format('create policy seen_with_%2$s on public.%1$I using (county_id = (select app_county())
    and (%3$I is null or (select %4$I()) or exists (select from public.%2$I o where o.county_id = %1$I.county_id and o.id = %1$I.%3$I)))',
    tab, owner_table, owner_column, freely);
end $$;
-- A part hangs on the case that filled it until it belongs to a row, or comes with a row that was handed in without a case.
create procedure seen_as_part(tab text, owner_table text) language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', tab);
  execute format('create policy seen_as_part on public.%1$I using (county_id = (select app_county()) and ((select app_sees_all())
    or (case_id is not null and exists (select from public.case_file o where o.county_id = %1$I.county_id and o.id = %1$I.case_id))
    or (row_id is not null and exists (select from public.%2$I o where o.county_id = %1$I.county_id and o.id = %1$I.row_id))
    or (case_id is null and row_id is null)))', tab, owner_table);
end $$;
-- 业务范围: on top of the place, and for everybody. `business` is an expression over the row, or the name of the one business of the table.
create procedure within_business(tab text, business text) language plpgsql as $$
begin
  execute format('create policy within_business on public.%I as restrictive using ((select app_works_everywhere()) or %s = any ((select app_businesses())::text[]))',
    tab, business);
end $$;
create procedure of_business(tab text, business text) language plpgsql as $$
begin
  execute format('create policy within_business on public.%I as restrictive using ((select app_works_in(%L)))', tab, business);
end $$;
-- 知悉范围: some posts alone, whatever their area; the engine's own wide look (db.ts widely) passes.
create procedure only_for_posts(tab text, posts text[]) language plpgsql as $$
begin
  execute format('create policy only_for_posts on public.%I as restrictive using ((select app_widely()) or (select app_post()) = any (%L::text[]))', tab, posts);
end $$;
-- One's own: of an organisation, a place, or an organisation whose department one is.
create procedure seen_by_own(tab text, kind text, subject text) language plpgsql as $$
begin
  execute format(case kind
    when 'organisation' then 'create policy own_%2$s on public.%1$I using (county_id = (select app_county()) and (%2$I = (select app_organisation())
      or ((select app_unit()) is not null and exists (select from public.organisation o where o.county_id = %1$I.county_id and o.id = %1$I.%2$I))))'
    else 'create policy own_%2$s on public.%1$I using (county_id = (select app_county()) and %2$I = (select app_place()))' end, tab, subject);
end $$;
create procedure seen_by_own_row(tab text, owner_table text) language plpgsql as $$
begin
  execute format('create policy own_row on public.%1$I using (county_id = (select app_county()) and (select app_is_outside())
    and exists (select from public.%2$I o where o.county_id = %1$I.county_id and o.id = %1$I.row_id))', tab, owner_table);
end $$;
create procedure not_for_outside(tab text) language plpgsql as $$
begin
  execute format('create policy not_for_outside on public.%I as restrictive using (not (select app_is_outside()))', tab);
end $$;
call seen_in_county('county');
call seen_in_county('division');
call seen_in_county('division_succession');
call seen_in_county('division_within');
call seen_in_area('person');
call seen_with('person_standing', 'person', 'person_id', 'app_sees_all');
call seen_with('kinship', 'person', 'person_id', 'app_sees_all');
call seen_in_area('household');
call seen_with('household_member', 'household', 'household_id', 'app_sees_all');
alter table life_event enable row level security;
create policy seen_with_whom on life_event using (county_id = (select app_county()) and ((select app_sees_all())
  or exists (select from person o where o.county_id = life_event.county_id and o.id = life_event.person_id)
  or exists (select from household o where o.county_id = life_event.county_id and o.id = life_event.household_id)));
