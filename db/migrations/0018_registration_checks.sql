-- Derived from the definitions of registration-checks (npm run schema -- registration-checks).
create table registration_checks_checks (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  husband_id bigint not null,
  wife_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  is_compliant boolean not null,
  faults text,
  corrected text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id)
);
comment on table registration_checks_checks is '婚姻登记抽查台账';
comment on column registration_checks_checks.county_id is '县';
comment on column registration_checks_checks.id is '编号';
comment on column registration_checks_checks.division_id is '村（居）';
comment on column registration_checks_checks.town_id is '乡镇（街道）';
comment on column registration_checks_checks.husband_id is '对象';
comment on column registration_checks_checks.wife_id is '对象';
comment on column registration_checks_checks.on_day is '日期';
comment on column registration_checks_checks.annulled_on is '登记有误，撤销之日';
comment on column registration_checks_checks.case_id is '由哪一办件而来';
comment on column registration_checks_checks.is_compliant is '登记合格';
comment on column registration_checks_checks.faults is '不合格之处';
comment on column registration_checks_checks.corrected is '补正措施';
comment on column registration_checks_checks.known_from is '记录时间';
create index on registration_checks_checks (county_id, husband_id);
create index on registration_checks_checks (county_id, wife_id);
create index on registration_checks_checks (county_id, on_day);
create index on registration_checks_checks (county_id, town_id, id);
call seen_in_area('registration_checks_checks');
call of_business('registration_checks_checks', 'registration-checks');
call only_for_posts('registration_checks_checks', array['registry']);
call with_history('registration_checks_checks');

create table registration_checks_check_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  is_compliant boolean,
  faults text,
  corrected text,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('close')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id)
);
comment on table registration_checks_check_case is '婚姻登记抽查：填报与各环节';
comment on column registration_checks_check_case.county_id is '县';
comment on column registration_checks_check_case.id is '办件';
comment on column registration_checks_check_case.husband_id is '对象';
comment on column registration_checks_check_case.wife_id is '对象';
comment on column registration_checks_check_case.filled is '已填写的明细';
comment on column registration_checks_check_case.is_compliant is '登记合格';
comment on column registration_checks_check_case.faults is '不合格之处';
comment on column registration_checks_check_case.corrected is '补正措施';
comment on column registration_checks_check_case.decide_on is 'decide：办理日期';
comment on column registration_checks_check_case.decide_by is 'decide：办理人';
comment on column registration_checks_check_case.decide_due is 'decide：期限';
comment on column registration_checks_check_case.decide_missed_on is 'decide：逾期之日';
comment on column registration_checks_check_case.decide_outcome is 'decide：结论';
comment on column registration_checks_check_case.known_from is '记录时间';
call seen_with('registration_checks_check_case', 'case_file', 'id', 'app_sees_all');
call of_business('registration_checks_check_case', 'registration-checks');
call only_for_posts('registration_checks_check_case', array['registry']);
call with_history('registration_checks_check_case');
call no_conflict('registration_checks_check_case', 'case', 'id', array['decide_by']);
