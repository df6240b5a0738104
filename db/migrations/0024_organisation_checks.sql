-- Derived from the definitions of organisation-checks (npm run schema -- organisation-checks).
create table organisation_checks_checks (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  record text not null,
  signed uuid[],
  finding text not null check (finding in ('sound', 'minor', 'unreachable')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id)
);
comment on table organisation_checks_checks is '社会组织抽查台账';
comment on column organisation_checks_checks.county_id is '县';
comment on column organisation_checks_checks.id is '编号';
comment on column organisation_checks_checks.division_id is '村（居）';
comment on column organisation_checks_checks.town_id is '乡镇（街道）';
comment on column organisation_checks_checks.organisation_id is '对象';
comment on column organisation_checks_checks.on_day is '日期';
comment on column organisation_checks_checks.annulled_on is '登记有误，撤销之日';
comment on column organisation_checks_checks.case_id is '由哪一办件而来';
comment on column organisation_checks_checks.record is '现场检查记录';
comment on column organisation_checks_checks.signed is '检查笔录（双人签字）';
comment on column organisation_checks_checks.finding is '检查结果';
comment on column organisation_checks_checks.known_from is '记录时间';
create index on organisation_checks_checks (county_id, organisation_id);
create index on organisation_checks_checks (county_id, on_day);
create index on organisation_checks_checks (county_id, town_id, id);
call seen_in_area('organisation_checks_checks');
call of_business('organisation_checks_checks', 'organisation-checks');
call seen_by_own('organisation_checks_checks', 'organisation', 'organisation_id');
call with_history('organisation_checks_checks');

create table organisation_checks_checks_hazards (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  item text not null check (item in ('charter', 'branches', 'assets', 'fees', 'accounts', 'address', 'term', 'meetings', 'seals', 'disclosure')),
  found text not null,
  due date,
  fixed text,
  proof uuid[],
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table organisation_checks_checks_hazards is '抽查问题台账';
comment on column organisation_checks_checks_hazards.county_id is '县';
comment on column organisation_checks_checks_hazards.id is '编号';
comment on column organisation_checks_checks_hazards.case_id is '由哪一办件填写';
comment on column organisation_checks_checks_hazards.row_id is '生效后所属台账行';
comment on column organisation_checks_checks_hazards.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column organisation_checks_checks_hazards.item is '检查项';
comment on column organisation_checks_checks_hazards.found is '问题描述';
comment on column organisation_checks_checks_hazards.due is '整改期限';
comment on column organisation_checks_checks_hazards.fixed is '整改情况';
comment on column organisation_checks_checks_hazards.proof is '整改后照片、材料';
comment on column organisation_checks_checks_hazards.known_from is '记录时间';
create index on organisation_checks_checks_hazards (county_id, case_id);
create index on organisation_checks_checks_hazards (county_id, row_id);
call seen_as_part('organisation_checks_checks_hazards', 'organisation_checks_checks');
call of_business('organisation_checks_checks_hazards', 'organisation-checks');
call with_history('organisation_checks_checks_hazards');

create table organisation_checks_hazards (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id)
);
comment on table organisation_checks_hazards is '抽查问题台账';
comment on column organisation_checks_hazards.county_id is '县';
comment on column organisation_checks_hazards.id is '编号';
comment on column organisation_checks_hazards.division_id is '村（居）';
comment on column organisation_checks_hazards.town_id is '乡镇（街道）';
comment on column organisation_checks_hazards.organisation_id is '对象';
comment on column organisation_checks_hazards.held is '有效期间；空区间为未生效即撤销';
comment on column organisation_checks_hazards.end_reason is '终止原因';
comment on column organisation_checks_hazards.case_id is '由哪一办件而来';
comment on column organisation_checks_hazards.known_from is '记录时间';
create index on organisation_checks_hazards (county_id, organisation_id);
create index on organisation_checks_hazards using gist (county_id, held);
create index on organisation_checks_hazards (county_id, town_id, id);
call seen_in_area('organisation_checks_hazards');
call of_business('organisation_checks_hazards', 'organisation-checks');
call seen_by_own('organisation_checks_hazards', 'organisation', 'organisation_id');
call with_history('organisation_checks_hazards');

create table organisation_checks_hazards_state (
  county_id smallint not null,
  row_id bigint,
  starts date not null,
  version bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  because text not null,
  case_id bigint,
  event_id bigint,
  reads text[] not null default '{}',
  suspended boolean not null default false,
  item text check (item in ('charter', 'branches', 'assets', 'fees', 'accounts', 'address', 'term', 'meetings', 'seals', 'disclosure')),
  found text,
  due date,
  fixed text,
  proof uuid[],
  grade text not null check (grade in ('serious', 'ordinary')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references organisation_checks_hazards (county_id, id)
);
comment on table organisation_checks_hazards_state is '抽查问题台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column organisation_checks_hazards_state.county_id is '县';
comment on column organisation_checks_hazards_state.row_id is '台账行';
comment on column organisation_checks_hazards_state.starts is '自何日起';
comment on column organisation_checks_hazards_state.version is '版次，后记者为准';
comment on column organisation_checks_hazards_state.division_id is '村（居）';
comment on column organisation_checks_hazards_state.town_id is '乡镇（街道）';
comment on column organisation_checks_hazards_state.because is '缘由';
comment on column organisation_checks_hazards_state.case_id is '办件';
comment on column organisation_checks_hazards_state.event_id is '生活事件';
comment on column organisation_checks_hazards_state.reads is '计算值用到的标准';
comment on column organisation_checks_hazards_state.suspended is '暂停发放';
comment on column organisation_checks_hazards_state.item is '检查项';
comment on column organisation_checks_hazards_state.found is '问题描述';
comment on column organisation_checks_hazards_state.due is '整改期限';
comment on column organisation_checks_hazards_state.fixed is '整改情况';
comment on column organisation_checks_hazards_state.proof is '整改后照片、材料';
comment on column organisation_checks_hazards_state.grade is '程度（计算得出）';
comment on column organisation_checks_hazards_state.known_from is '记录时间';
create index on organisation_checks_hazards_state using brin (starts, version);
call seen_in_area('organisation_checks_hazards_state');
call of_business('organisation_checks_hazards_state', 'organisation-checks');
call seen_by_own_row('organisation_checks_hazards_state', 'organisation_checks_hazards');

create table organisation_checks_check_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  record text,
  signed uuid[],
  finding text check (finding in ('sound', 'minor', 'unreachable')),
  visit_on date,
  visit_by bigint,
  visit_second bigint,
  visit_due date,
  visit_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('close')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  check (visit_by <> visit_second),
  constraint decide_not_by_visit check (decide_by <> visit_by),
  constraint decide_not_by_second_visit check (decide_by <> visit_second)
);
comment on table organisation_checks_check_case is '社会组织双随机抽查：填报与各环节';
comment on column organisation_checks_check_case.county_id is '县';
comment on column organisation_checks_check_case.id is '办件';
comment on column organisation_checks_check_case.filled is '已填写的明细';
comment on column organisation_checks_check_case.record is '现场检查记录';
comment on column organisation_checks_check_case.signed is '检查笔录（双人签字）';
comment on column organisation_checks_check_case.finding is '检查结果';
comment on column organisation_checks_check_case.visit_on is 'visit：办理日期';
comment on column organisation_checks_check_case.visit_by is 'visit：办理人';
comment on column organisation_checks_check_case.visit_second is 'visit：第二办理人';
comment on column organisation_checks_check_case.visit_due is 'visit：期限';
comment on column organisation_checks_check_case.visit_missed_on is 'visit：逾期之日';
comment on column organisation_checks_check_case.decide_on is 'decide：办理日期';
comment on column organisation_checks_check_case.decide_by is 'decide：办理人';
comment on column organisation_checks_check_case.decide_due is 'decide：期限';
comment on column organisation_checks_check_case.decide_missed_on is 'decide：逾期之日';
comment on column organisation_checks_check_case.decide_outcome is 'decide：结论';
comment on column organisation_checks_check_case.publish_on is 'publish：办理日期';
comment on column organisation_checks_check_case.publish_by is 'publish：办理人';
comment on column organisation_checks_check_case.publish_due is 'publish：期限';
comment on column organisation_checks_check_case.publish_missed_on is 'publish：逾期之日';
comment on column organisation_checks_check_case.known_from is '记录时间';
call seen_with('organisation_checks_check_case', 'case_file', 'id', 'app_sees_all');
call of_business('organisation_checks_check_case', 'organisation-checks');
call with_history('organisation_checks_check_case');
call no_conflict('organisation_checks_check_case', 'case', 'id', array['visit_by', 'visit_second', 'decide_by', 'publish_by']);
call no_officer_acts('organisation_checks_check_case', array['visit_by', 'visit_second', 'decide_by', 'publish_by']);

create table organisation_checks_rectification_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  item text check (item in ('charter', 'branches', 'assets', 'fees', 'accounts', 'address', 'term', 'meetings', 'seals', 'disclosure')),
  found text,
  due date,
  fixed text,
  proof uuid[],
  grade text check (grade in ('serious', 'ordinary')),
  fix_on date,
  fix_by bigint,
  fix_due date,
  fix_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('stop', 'continue')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_fix check (decide_by <> fix_by)
);
comment on table organisation_checks_rectification_case is '抽查问题整改：填报与各环节';
comment on column organisation_checks_rectification_case.county_id is '县';
comment on column organisation_checks_rectification_case.id is '办件';
comment on column organisation_checks_rectification_case.filled is '已填写的明细';
comment on column organisation_checks_rectification_case.item is '检查项';
comment on column organisation_checks_rectification_case.found is '问题描述';
comment on column organisation_checks_rectification_case.due is '整改期限';
comment on column organisation_checks_rectification_case.fixed is '整改情况';
comment on column organisation_checks_rectification_case.proof is '整改后照片、材料';
comment on column organisation_checks_rectification_case.grade is '程度（计算得出）';
comment on column organisation_checks_rectification_case.fix_on is 'fix：办理日期';
comment on column organisation_checks_rectification_case.fix_by is 'fix：办理人';
comment on column organisation_checks_rectification_case.fix_due is 'fix：期限';
comment on column organisation_checks_rectification_case.fix_missed_on is 'fix：逾期之日';
comment on column organisation_checks_rectification_case.decide_on is 'decide：办理日期';
comment on column organisation_checks_rectification_case.decide_by is 'decide：办理人';
comment on column organisation_checks_rectification_case.decide_due is 'decide：期限';
comment on column organisation_checks_rectification_case.decide_missed_on is 'decide：逾期之日';
comment on column organisation_checks_rectification_case.decide_outcome is 'decide：结论';
comment on column organisation_checks_rectification_case.known_from is '记录时间';
call seen_with('organisation_checks_rectification_case', 'case_file', 'id', 'app_sees_all');
call of_business('organisation_checks_rectification_case', 'organisation-checks');
call with_history('organisation_checks_rectification_case');
call no_conflict('organisation_checks_rectification_case', 'case', 'id', array['fix_by', 'decide_by']);
call no_officer_acts('organisation_checks_rectification_case', array['decide_by']);
