-- 县里自己定的事：工作日历、标准、下放、承诺时限、暂停、设置。 What a county decides, as dated rows with the document that says so.

create table calendar_day (
  county_id smallint not null references county,
  day date not null,
  works boolean not null,
  name text not null default '',
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, day)
);
comment on table calendar_day is '工作日历：已载入年份逐日一行；没有行的年份就是未载入';
comment on column calendar_day.works is '是否上班：法定节假日和双休日不上班，调休上班日上班';
comment on column calendar_day.name is '节日或调休名称';
call with_history('calendar_day');
call seen_in_county('calendar_day');

-- A row counts when it has been checked. Starts only: a value is in force until the next start.
create table standard_value (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  business text not null,
  name text not null,
  division_id bigint,
  starts date not null,
  value text not null check (value <> ''),
  document_no text not null check (document_no <> ''),
  maker text not null check (maker <> ''),
  made_by bigint,
  checker text,
  checked_by bigint,
  checked_at timestamptz,
  returned_by bigint,
  returned_why text,
  replaced_by bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id),
  foreign key (county_id, replaced_by) references standard_value (county_id, id),
  constraint maker_is_not_checker check (made_by <> checked_by),
  constraint checked_in_the_file check (made_by is not null or (checker is not null and maker <> checker)),
  constraint checked_by_somebody check (made_by is null or (checker is null) = (checked_by is null)),
  constraint returned_with_reason check ((returned_by is null) = (returned_why is null)),
  constraint checked_or_returned check (checker is null or returned_by is null)
);
comment on table standard_value is '县定标准：每行自启用日期起有效，直到下一行；复核后才生效';
comment on column standard_value.business is '业务';
comment on column standard_value.name is '标准项';
comment on column standard_value.division_id is '只适用于该乡镇；空为全县';
comment on column standard_value.document_no is '文号';
comment on column standard_value.made_by is '录入人（空为随县配置载入，录入人、复核人见姓名）';
comment on column standard_value.checked_by is '复核人，不得为录入人';
comment on column standard_value.returned_why is '复核退回的理由';
comment on column standard_value.replaced_by is '被同一启用日期的更正行取代';
create unique index standard_in_force on standard_value (county_id, business, name, coalesce(division_id, 0), starts)
  where checker is not null and replaced_by is null;
create unique index standard_waiting on standard_value (county_id, business, name, coalesce(division_id, 0), starts)
  where checker is null and returned_by is null;
call with_history('standard_value');
call seen_in_county('standard_value');

create table power (
  county_id smallint not null references county,
  id bigint not null default nextval('ledger_id'),
  business text not null,
  division_id bigint not null,
  starts date not null,
  ends date,
  document_no text not null check (document_no <> ''),
  ended_by_document text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id),
  check (ends > starts),
  check ((ends is null) = (ended_by_document is null)),
  constraint handed_down_once exclude using gist
    (county_id with =, business with =, division_id with =, daterange(starts, ends) with &&)
);
comment on table power is '审核确认权下放：哪项业务、哪个乡镇、自哪天起';
comment on column power.ends is '收回日期（自该日起不再下放）';
call with_history('power');
call seen_in_county('power');

create table limit_promise (
  county_id smallint not null references county,
  business text not null,
  procedure text not null,
  step text not null,
  starts date not null,
  working_days int not null check (working_days > 0),
  document_no text not null check (document_no <> ''),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, business, procedure, step, starts)
);
comment on table limit_promise is '承诺时限（工作日），只能短于法定时限';
comment on column limit_promise.procedure is '事项';
comment on column limit_promise.step is '环节；total 为全程，extended 为延长后的全程';
call with_history('limit_promise');
call seen_in_county('limit_promise');

create table clock_pause (
  county_id smallint not null references county,
  business text not null,
  reason text not null,
  title text not null,
  starts date not null,
  longest int check (longest > 0),
  document_no text not null check (document_no <> ''),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, business, reason, starts)
);
comment on table clock_pause is '可以暂停计时的事由';
comment on column clock_pause.longest is '最长暂停（工作日），空为不限';
call with_history('clock_pause');
call seen_in_county('clock_pause');

create table county_setting (
  county_id smallint not null references county,
  name text not null,
  business text not null default '*',
  starts date not null,
  value text not null check (value <> ''),
  document_no text not null default '',
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, name, business, starts)
);
comment on table county_setting is '县级设置，自启用日期起有效';
comment on column county_setting.business is '业务，* 为全部';
call with_history('county_setting');
call seen_in_county('county_setting');

-- What a county has decided is kept in the memory of each process as long as this number stands.
create table county_version (
  county_id smallint primary key references county,
  version uuid not null default gen_random_uuid(),
  known_from timestamptz not null default transaction_timestamp()
);
comment on table county_version is '县定事项（日历、标准、下放、时限、设置、区划）的版次：一有变更即换，供程序判断缓存是否仍然有效';
call seen_in_county('county_version');
create function county_has_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into county_version (county_id) select distinct c.county_id from changed c
    on conflict (county_id) do update set version = excluded.version, known_from = excluded.known_from;
  return null;
end $$;
create procedure changes_county(tab text) language plpgsql as $$
begin
  execute format('create trigger changes_county_new after insert on public.%I referencing new table as changed for each statement execute function county_has_changed()', tab);
  execute format('create trigger changes_county after update on public.%I referencing new table as changed for each statement execute function county_has_changed()', tab);
  execute format('create trigger changes_county_old after delete on public.%I referencing old table as changed for each statement execute function county_has_changed()', tab);
end $$;
call changes_county('calendar_day');
call changes_county('standard_value');
call changes_county('power');
call changes_county('limit_promise');
call changes_county('county_setting');
call changes_county('division');
call changes_county('division_within');
