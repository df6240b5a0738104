-- Derived from the definitions of clues (npm run schema -- clues).
create table clues_clues (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  warning text not null,
  said text not null,
  happened date not null,
  explanation text not null,
  evidence uuid[],
  finding text not null check (finding in ('属实', '同名误报', '无法核实', '符合豁免', '非本人使用', '已注销', '被冒用身份', '监护人、受托人代领', '账户登记有误，已办理变更', '冒名领取', '账户有误，已办理变更', '银行已更正', '无法联系本人', '已补办', '拒绝配合核查', '已换证并登记', '正在换证', '在校就读', '无劳动能力', '已毕业、未在校', '收入确已不低于标准', '收入登记有误，已更正', '已告知并协助申请', '家庭条件不符合', '本人不申请')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table clues_clues is '线索台账';
comment on column clues_clues.county_id is '县';
comment on column clues_clues.id is '编号';
comment on column clues_clues.division_id is '村（居）';
comment on column clues_clues.town_id is '乡镇（街道）';
comment on column clues_clues.person_id is '对象';
comment on column clues_clues.on_day is '日期';
comment on column clues_clues.annulled_on is '登记有误，撤销之日';
comment on column clues_clues.case_id is '由哪一办件而来';
comment on column clues_clues.warning is '预警规则';
comment on column clues_clues.said is '部门数据';
comment on column clues_clues.happened is '数据所称日期';
comment on column clues_clues.explanation is '本人或者家属说明';
comment on column clues_clues.evidence is '核查材料';
comment on column clues_clues.finding is '核查结果';
comment on column clues_clues.known_from is '记录时间';
create index on clues_clues (county_id, person_id);
create index on clues_clues (county_id, on_day);
create index on clues_clues (county_id, town_id, id);
call seen_in_area('clues_clues');
call of_business('clues_clues', 'clues');
call with_history('clues_clues');

create table clues_verification_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  warning text,
  said text,
  happened date,
  explanation text,
  evidence uuid[],
  finding text check (finding in ('属实', '同名误报', '无法核实', '符合豁免', '非本人使用', '已注销', '被冒用身份', '监护人、受托人代领', '账户登记有误，已办理变更', '冒名领取', '账户有误，已办理变更', '银行已更正', '无法联系本人', '已补办', '拒绝配合核查', '已换证并登记', '正在换证', '在校就读', '无劳动能力', '已毕业、未在校', '收入确已不低于标准', '收入登记有误，已更正', '已告知并协助申请', '家庭条件不符合', '本人不申请')),
  visit_on date,
  visit_by bigint,
  visit_second bigint,
  visit_due date,
  visit_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('found', 'not found')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  check (visit_by <> visit_second),
  constraint decide_not_by_visit check (decide_by <> visit_by),
  constraint decide_not_by_second_visit check (decide_by <> visit_second)
);
comment on table clues_verification_case is '线索核查：填报与各环节';
comment on column clues_verification_case.county_id is '县';
comment on column clues_verification_case.id is '办件';
comment on column clues_verification_case.filled is '已填写的明细';
comment on column clues_verification_case.warning is '预警规则';
comment on column clues_verification_case.said is '部门数据';
comment on column clues_verification_case.happened is '数据所称日期';
comment on column clues_verification_case.explanation is '本人或者家属说明';
comment on column clues_verification_case.evidence is '核查材料';
comment on column clues_verification_case.finding is '核查结果';
comment on column clues_verification_case.visit_on is 'visit：办理日期';
comment on column clues_verification_case.visit_by is 'visit：办理人';
comment on column clues_verification_case.visit_second is 'visit：第二办理人';
comment on column clues_verification_case.visit_due is 'visit：期限';
comment on column clues_verification_case.visit_missed_on is 'visit：逾期之日';
comment on column clues_verification_case.decide_on is 'decide：办理日期';
comment on column clues_verification_case.decide_by is 'decide：办理人';
comment on column clues_verification_case.decide_due is 'decide：期限';
comment on column clues_verification_case.decide_missed_on is 'decide：逾期之日';
comment on column clues_verification_case.decide_outcome is 'decide：结论';
comment on column clues_verification_case.known_from is '记录时间';
call seen_with('clues_verification_case', 'case_file', 'id', 'app_sees_all');
call of_business('clues_verification_case', 'clues');
call with_history('clues_verification_case');
call no_conflict('clues_verification_case', 'case', 'id', array['visit_by', 'visit_second', 'decide_by']);
