-- Derived from the definitions of complaints (npm run schema -- complaints).
-- Derived from the definitions of complaints (npm run schema -- complaints).
create table complaints_heard (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  household_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  channel text not null check (channel in ('petition', 'hotline', 'visit', 'notice', 'other')),
  says text not null,
  informant text,
  seen text not null,
  finding text not null check (finding in ('deceived', 'income', 'property', 'nothing')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id)
);
comment on table complaints_heard is '救助投诉举报台账';
comment on column complaints_heard.county_id is '县';
comment on column complaints_heard.id is '编号';
comment on column complaints_heard.division_id is '村（居）';
comment on column complaints_heard.town_id is '乡镇（街道）';
comment on column complaints_heard.household_id is '对象';
comment on column complaints_heard.on_day is '日期';
comment on column complaints_heard.annulled_on is '登记有误，撤销之日';
comment on column complaints_heard.case_id is '由哪一办件而来';
comment on column complaints_heard.channel is '来源';
comment on column complaints_heard.says is '反映的问题';
comment on column complaints_heard.informant is '反映人';
comment on column complaints_heard.seen is '核查情况';
comment on column complaints_heard.finding is '核查结论';
comment on column complaints_heard.known_from is '记录时间';
create index on complaints_heard (county_id, household_id);
create index on complaints_heard (county_id, on_day);
create index on complaints_heard (county_id, town_id, id);
call seen_in_area('complaints_heard');
call of_business('complaints_heard', 'complaints');
call with_history('complaints_heard');

create table complaints_complaint_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  channel text check (channel in ('petition', 'hotline', 'visit', 'notice', 'other')),
  says text,
  informant text,
  seen text,
  finding text check (finding in ('deceived', 'income', 'property', 'nothing')),
  apply_on date,
  apply_by bigint,
  see_on date,
  see_by bigint,
  see_second bigint,
  see_due date,
  see_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('found', 'not found')),
  tell_on date,
  tell_by bigint,
  tell_due date,
  tell_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  check (see_by <> see_second),
  constraint decide_not_by_see check (decide_by <> see_by),
  constraint decide_not_by_second_see check (decide_by <> see_second)
);
comment on table complaints_complaint_case is '救助投诉举报办理：填报与各环节';
comment on column complaints_complaint_case.county_id is '县';
comment on column complaints_complaint_case.id is '办件';
comment on column complaints_complaint_case.filled is '已填写的明细';
comment on column complaints_complaint_case.channel is '来源';
comment on column complaints_complaint_case.says is '反映的问题';
comment on column complaints_complaint_case.informant is '反映人';
comment on column complaints_complaint_case.seen is '核查情况';
comment on column complaints_complaint_case.finding is '核查结论';
comment on column complaints_complaint_case.apply_on is 'apply：办理日期';
comment on column complaints_complaint_case.apply_by is 'apply：办理人';
comment on column complaints_complaint_case.see_on is 'see：办理日期';
comment on column complaints_complaint_case.see_by is 'see：办理人';
comment on column complaints_complaint_case.see_second is 'see：第二办理人';
comment on column complaints_complaint_case.see_due is 'see：期限';
comment on column complaints_complaint_case.see_missed_on is 'see：逾期之日';
comment on column complaints_complaint_case.decide_on is 'decide：办理日期';
comment on column complaints_complaint_case.decide_by is 'decide：办理人';
comment on column complaints_complaint_case.decide_due is 'decide：期限';
comment on column complaints_complaint_case.decide_missed_on is 'decide：逾期之日';
comment on column complaints_complaint_case.decide_outcome is 'decide：结论';
comment on column complaints_complaint_case.tell_on is 'tell：办理日期';
comment on column complaints_complaint_case.tell_by is 'tell：办理人';
comment on column complaints_complaint_case.tell_due is 'tell：期限';
comment on column complaints_complaint_case.tell_missed_on is 'tell：逾期之日';
comment on column complaints_complaint_case.known_from is '记录时间';
call seen_with('complaints_complaint_case', 'case_file', 'id', 'app_sees_all');
call of_business('complaints_complaint_case', 'complaints');
call with_history('complaints_complaint_case');
call no_conflict('complaints_complaint_case', 'case', 'id', array['apply_by', 'see_by', 'see_second', 'decide_by', 'tell_by']);
