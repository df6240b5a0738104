-- Derived from the definitions of organisation-penalties (npm run schema -- organisation-penalties).
create table organisation_penalties_penalties (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  organisation_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  penalised_on date not null,
  kind text not null check (kind in ('warning', 'fine', 'confiscation', 'suspension', 'other')),
  fine bigint,
  authority text not null,
  document text not null,
  facts text not null,
  grade text not null check (grade in ('small', 'large', 'suspension', 'other')),
  is_repeated boolean not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, organisation_id) references organisation (county_id, id)
);
comment on table organisation_penalties_penalties is '社会组织行政处罚台账';
comment on column organisation_penalties_penalties.county_id is '县';
comment on column organisation_penalties_penalties.id is '编号';
comment on column organisation_penalties_penalties.division_id is '村（居）';
comment on column organisation_penalties_penalties.town_id is '乡镇（街道）';
comment on column organisation_penalties_penalties.organisation_id is '对象';
comment on column organisation_penalties_penalties.on_day is '日期';
comment on column organisation_penalties_penalties.annulled_on is '登记有误，撤销之日';
comment on column organisation_penalties_penalties.case_id is '由哪一办件而来';
comment on column organisation_penalties_penalties.penalised_on is '处罚决定日期';
comment on column organisation_penalties_penalties.kind is '处罚种类';
comment on column organisation_penalties_penalties.fine is '罚款金额（单位：分；元）';
comment on column organisation_penalties_penalties.authority is '作出处罚的机关';
comment on column organisation_penalties_penalties.document is '处罚决定书文号';
comment on column organisation_penalties_penalties.facts is '违法事实和处罚依据';
comment on column organisation_penalties_penalties.grade is '轻重（计算得出）';
comment on column organisation_penalties_penalties.is_repeated is '三年内再次受警告或者五万元以下罚款（计算得出）';
comment on column organisation_penalties_penalties.known_from is '记录时间';
create index on organisation_penalties_penalties (county_id, organisation_id);
create index on organisation_penalties_penalties (county_id, on_day);
create unique index organisation_penalties_penalties_once on organisation_penalties_penalties (county_id, organisation_id, document) where annulled_on is null;
create index on organisation_penalties_penalties (county_id, town_id, id);
call seen_in_area('organisation_penalties_penalties');
call of_business('organisation_penalties_penalties', 'organisation-penalties');
call seen_by_own('organisation_penalties_penalties', 'organisation', 'organisation_id');
call with_history('organisation_penalties_penalties');

create table organisation_penalties_correction_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  penalised_on date,
  kind text check (kind in ('warning', 'fine', 'confiscation', 'suspension', 'other')),
  fine bigint,
  authority text,
  document text,
  facts text,
  grade text check (grade in ('small', 'large', 'suspension', 'other')),
  is_repeated boolean,
  ask_on date,
  ask_by bigint,
  reason text,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'annul', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_ask check (decide_by <> ask_by)
);
comment on table organisation_penalties_correction_case is '行政处罚登记更正、撤销：填报与各环节';
comment on column organisation_penalties_correction_case.county_id is '县';
comment on column organisation_penalties_correction_case.id is '办件';
comment on column organisation_penalties_correction_case.filled is '已填写的明细';
comment on column organisation_penalties_correction_case.penalised_on is '处罚决定日期';
comment on column organisation_penalties_correction_case.kind is '处罚种类';
comment on column organisation_penalties_correction_case.fine is '罚款金额（单位：分；元）';
comment on column organisation_penalties_correction_case.authority is '作出处罚的机关';
comment on column organisation_penalties_correction_case.document is '处罚决定书文号';
comment on column organisation_penalties_correction_case.facts is '违法事实和处罚依据';
comment on column organisation_penalties_correction_case.grade is '轻重（计算得出）';
comment on column organisation_penalties_correction_case.is_repeated is '三年内再次受警告或者五万元以下罚款（计算得出）';
comment on column organisation_penalties_correction_case.ask_on is 'ask：办理日期';
comment on column organisation_penalties_correction_case.ask_by is 'ask：办理人';
comment on column organisation_penalties_correction_case.reason is '登记哪里有误，或者处罚被何决定撤销';
comment on column organisation_penalties_correction_case.decide_on is 'decide：办理日期';
comment on column organisation_penalties_correction_case.decide_by is 'decide：办理人';
comment on column organisation_penalties_correction_case.decide_due is 'decide：期限';
comment on column organisation_penalties_correction_case.decide_missed_on is 'decide：逾期之日';
comment on column organisation_penalties_correction_case.decide_outcome is 'decide：结论';
comment on column organisation_penalties_correction_case.known_from is '记录时间';
call seen_with('organisation_penalties_correction_case', 'case_file', 'id', 'app_sees_all');
call of_business('organisation_penalties_correction_case', 'organisation-penalties');
call with_history('organisation_penalties_correction_case');
call no_conflict('organisation_penalties_correction_case', 'case', 'id', array['ask_by', 'decide_by']);
call no_officer_acts('organisation_penalties_correction_case', array['ask_by', 'decide_by']);

create table organisation_penalties_recording_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  penalised_on date,
  kind text check (kind in ('warning', 'fine', 'confiscation', 'suspension', 'other')),
  fine bigint,
  authority text,
  document text,
  facts text,
  grade text check (grade in ('small', 'large', 'suspension', 'other')),
  is_repeated boolean,
  record_on date,
  record_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('close', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_record check (decide_by <> record_by)
);
comment on table organisation_penalties_recording_case is '社会组织行政处罚登记：填报与各环节';
comment on column organisation_penalties_recording_case.county_id is '县';
comment on column organisation_penalties_recording_case.id is '办件';
comment on column organisation_penalties_recording_case.filled is '已填写的明细';
comment on column organisation_penalties_recording_case.penalised_on is '处罚决定日期';
comment on column organisation_penalties_recording_case.kind is '处罚种类';
comment on column organisation_penalties_recording_case.fine is '罚款金额（单位：分；元）';
comment on column organisation_penalties_recording_case.authority is '作出处罚的机关';
comment on column organisation_penalties_recording_case.document is '处罚决定书文号';
comment on column organisation_penalties_recording_case.facts is '违法事实和处罚依据';
comment on column organisation_penalties_recording_case.grade is '轻重（计算得出）';
comment on column organisation_penalties_recording_case.is_repeated is '三年内再次受警告或者五万元以下罚款（计算得出）';
comment on column organisation_penalties_recording_case.record_on is 'record：办理日期';
comment on column organisation_penalties_recording_case.record_by is 'record：办理人';
comment on column organisation_penalties_recording_case.decide_on is 'decide：办理日期';
comment on column organisation_penalties_recording_case.decide_by is 'decide：办理人';
comment on column organisation_penalties_recording_case.decide_due is 'decide：期限';
comment on column organisation_penalties_recording_case.decide_missed_on is 'decide：逾期之日';
comment on column organisation_penalties_recording_case.decide_outcome is 'decide：结论';
comment on column organisation_penalties_recording_case.known_from is '记录时间';
call seen_with('organisation_penalties_recording_case', 'case_file', 'id', 'app_sees_all');
call of_business('organisation_penalties_recording_case', 'organisation-penalties');
call with_history('organisation_penalties_recording_case');
call no_conflict('organisation_penalties_recording_case', 'case', 'id', array['record_by', 'decide_by']);
call no_officer_acts('organisation_penalties_recording_case', array['record_by', 'decide_by']);
