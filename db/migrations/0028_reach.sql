-- 谁看得见：业务范围和外部账号，加在已有各表上。 Business by business; of the bureau's own bookkeeping nothing for those outside.

alter table account
  add foreign key (county_id, organisation_id) references organisation (county_id, id),
  add foreign key (county_id, place_id) references place (county_id, id);

-- 办件
call within_business('case_file', 'business');
call seen_by_own('case_file', 'organisation', 'organisation_id');
call seen_by_own('case_file', 'place', 'place_id');
create function app_is_party(file bigint) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from case_party y where y.county_id = app_county() and y.case_id = file
          and (y.organisation_id = app_organisation() or y.place_id = app_place())) $$;
create policy own_party on case_file using (county_id = (select app_county()) and (select app_is_outside()) and is_joint and app_is_party(id));
call within_business('covered_person', 'business');
create policy with_the_case on case_notice as restrictive using ((select app_works_everywhere())
  or exists (select from case_file c where c.county_id = case_notice.county_id and c.id = case_notice.case_id));

-- 发放
call within_business('payment_run', 'split_part(benefit, ''.'', 1)');
call within_business('payment_line', 'split_part(benefit, ''.'', 1)');
call within_business('payment_claim', 'split_part(benefit, ''.'', 1)');
call within_business('payment_account_check', 'split_part(benefit, ''.'', 1)');
create procedure with_its_owner(tab text, owner_table text, owner_column text) language plpgsql as $$
begin
  execute format('create policy with_its_owner on public.%1$I as restrictive using ((select app_works_everywhere())
    or exists (select from public.%2$I o where o.county_id = %1$I.county_id and o.id = %1$I.%3$I))', tab, owner_table, owner_column);
end $$;
call with_its_owner('payment_batch', 'payment_run', 'run_id');
call with_its_owner('payment_file', 'payment_batch', 'batch_id');
call with_its_owner('payment_return', 'payment_batch', 'batch_id');
call with_its_owner('payment_outcome', 'payment_batch', 'batch_id');

do $$ declare tab text;
begin
  foreach tab in array array['payment_run', 'payment_batch', 'payment_file', 'payment_return', 'payment_outcome', 'payment_follower', 'fund_account',
    'fund_transaction', 'fund_entry', 'published_base', 'daily_run'] loop
    call not_for_outside(tab);
  end loop;
end $$;

-- A kept answer is its asker's alone.
create policy own_answers on request_key as restrictive using (split_part(key, ':', 1) = (select app_account())::text);

-- 归档
create table case_archive (
  county_id smallint not null, case_id bigint not null, number text not null,
  retention text not null check (retention in ('for ever', '100 years', '30 years', '10 years')), kept_until date,
  place text not null check (place <> ''), archived_on date not null, archived_by bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, case_id), unique (county_id, number),
  foreign key (county_id, case_id) references case_file (county_id, id),
  check ((retention = 'for ever') = (kept_until is null))
);
comment on table case_archive is '办件归档：档案号、保管期限、存放位置（只增不改）';
call seen_with('case_archive', 'case_file', 'case_id');

-- 期初转入、成批更正: into a register that procedures fill, a file goes in only when a second person has looked at it.
create table import_request (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  register text not null, name text not null, sealed bytea not null, sha256 bytea not null, row_count integer not null check (row_count > 0),
  asked_by bigint not null, asked_account bigint not null, asked_on date not null,
  checked_by bigint, checked_on date, refused_why text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  constraint import_needs_another check (checked_by <> asked_by),
  check ((checked_by is null) = (checked_on is null)), check (refused_why is null or checked_by is not null)
);
comment on table import_request is '导入申请：事项生成的台账，由一人提交文件、另一人复核后写入';
create unique index import_waits_once on import_request (county_id, register, sha256) where checked_by is null;
call with_history('import_request');
call seen_in_county('import_request');
call within_business('import_request', 'split_part(register, ''.'', 1)');
call not_for_outside('import_request');

-- 公布基数由一人录入、另一人核对后才计入。
create table base_request (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  what text not null, division_id bigint not null, covers daterange not null check (not isempty(covers)),
  value bigint not null check (value >= 0), source text not null check (source <> ''),
  asked_by bigint not null, asked_account bigint not null, asked_on date not null,
  checked_by bigint, checked_on date, refused_why text, base_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, division_id) references division (county_id, id),
  foreign key (county_id, base_id) references published_base (county_id, id),
  constraint base_needs_another check (checked_by <> asked_by),
  check ((checked_by is null) = (checked_on is null)), check (checked_by is null or (refused_why is null) <> (base_id is null))
);
comment on table base_request is '公布基数的录入：一人录入，另一人对照来源核对后计入';
call with_history('base_request');
call seen_in_county('base_request');
call not_for_outside('base_request');

-- 疑似亲属: whoever has handled the file lives at the same address as somebody it is about, or has the surname and the telephone of one. A hint for
-- who decides, never a bar: what is declared is refused elsewhere (refuse_conflict).
create function soft_ties(county smallint, file bigint) returns table (official text, person text, why text)
  language sql stable security definer set search_path = public, pg_temp as $$
  with about as (
    select m.person_id from case_file c join household_member m on m.county_id = c.county_id and m.household_id = c.household_id and upper_inf(m.held)
      where c.county_id = county and c.id = file
    union select c.person_id from case_file c where c.county_id = county and c.id = file and c.person_id is not null
    union select y.person_id from case_party y where y.county_id = county and y.case_id = file and y.person_id is not null
  ), acted as (select distinct a.person_id from case_act a where a.county_id = county and a.case_id = file and a.act in ('done', 'opened') and a.person_id > 0)
  select o.name, p.name, case when o.address = p.address then '住址相同' else '同姓且电话号码尾号相同' end
    from acted join person o on o.county_id = county and o.id = acted.person_id
      join about b on b.person_id <> o.id join person p on p.county_id = county and p.id = b.person_id
    where (length(o.address) > 4 and o.address = p.address) or (left(o.name, 1) = left(p.name, 1) and o.phone_masked = p.phone_masked)
    limit 10 $$;
