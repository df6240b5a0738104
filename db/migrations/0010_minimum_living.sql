-- Derived from the definitions of minimum-living (npm run schema -- minimum-living).
create table minimum_living_roster (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  household_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  certificate text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, household_id) references household (county_id, id),
  exclude using gist (county_id with =, household_id with =, held with &&),
  unique (county_id, certificate)
);
comment on table minimum_living_roster is '低保台账';
comment on column minimum_living_roster.county_id is '县';
comment on column minimum_living_roster.id is '编号';
comment on column minimum_living_roster.division_id is '村（居）';
comment on column minimum_living_roster.town_id is '乡镇（街道）';
comment on column minimum_living_roster.household_id is '对象';
comment on column minimum_living_roster.held is '有效期间；空区间为未生效即撤销';
comment on column minimum_living_roster.end_reason is '终止原因';
comment on column minimum_living_roster.case_id is '由哪一办件而来';
comment on column minimum_living_roster.certificate is '低保证号';
comment on column minimum_living_roster.known_from is '记录时间';
create index on minimum_living_roster (county_id, household_id);
create index on minimum_living_roster using gist (county_id, held);
create index on minimum_living_roster (county_id, town_id, id);
call seen_in_area('minimum_living_roster');
call of_business('minimum_living_roster', 'minimum-living');
call with_history('minimum_living_roster');

create table minimum_living_roster_state (
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
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  persons integer not null,
  income numeric(20,4) not null,
  more_need integer not null,
  refused_work integer not null,
  allowance_amount bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references minimum_living_roster (county_id, id)
);
comment on table minimum_living_roster_state is '低保台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column minimum_living_roster_state.county_id is '县';
comment on column minimum_living_roster_state.row_id is '台账行';
comment on column minimum_living_roster_state.starts is '自何日起';
comment on column minimum_living_roster_state.version is '版次，后记者为准';
comment on column minimum_living_roster_state.division_id is '村（居）';
comment on column minimum_living_roster_state.town_id is '乡镇（街道）';
comment on column minimum_living_roster_state.because is '缘由';
comment on column minimum_living_roster_state.case_id is '办件';
comment on column minimum_living_roster_state.event_id is '生活事件';
comment on column minimum_living_roster_state.reads is '计算值用到的标准';
comment on column minimum_living_roster_state.suspended is '暂停发放';
comment on column minimum_living_roster_state.area is '城乡类别';
comment on column minimum_living_roster_state.alone is '单人保';
comment on column minimum_living_roster_state.applicant is '申请人';
comment on column minimum_living_roster_state.cause is '致困原因';
comment on column minimum_living_roster_state.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_roster_state.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_roster_state.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_roster_state.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_roster_state.disability is '残疾人证';
comment on column minimum_living_roster_state.report is '核对报告编号';
comment on column minimum_living_roster_state.report_until is '核对报告有效期至';
comment on column minimum_living_roster_state.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_roster_state.situation is '入户调查情况';
comment on column minimum_living_roster_state.class is '管理类别';
comment on column minimum_living_roster_state.proposal is '审核意见';
comment on column minimum_living_roster_state.seen is '县级入户核查情况';
comment on column minimum_living_roster_state.taper_until is '渐退至';
comment on column minimum_living_roster_state.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_roster_state.stop_reason is '停发原因';
comment on column minimum_living_roster_state.moves_to is '迁入村（居）';
comment on column minimum_living_roster_state.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_roster_state.corrected_from is '自何月起更正';
comment on column minimum_living_roster_state.corrected_why is '更正的理由和依据';
comment on column minimum_living_roster_state.persons is '保障人口（计算得出）';
comment on column minimum_living_roster_state.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_roster_state.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_roster_state.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_roster_state.allowance_amount is '低保金（单位：分）';
comment on column minimum_living_roster_state.known_from is '记录时间';
create index on minimum_living_roster_state using brin (starts, version);
call seen_in_area('minimum_living_roster_state');
create index on minimum_living_roster_state (county_id, event_id) where event_id is not null;
call of_business('minimum_living_roster_state', 'minimum-living');

create table minimum_living_roster_consents (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  member bigint not null,
  signed text not null,
  signed_on date not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table minimum_living_roster_consents is '核对授权';
comment on column minimum_living_roster_consents.county_id is '县';
comment on column minimum_living_roster_consents.id is '编号';
comment on column minimum_living_roster_consents.case_id is '由哪一办件填写';
comment on column minimum_living_roster_consents.row_id is '生效后所属台账行';
comment on column minimum_living_roster_consents.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column minimum_living_roster_consents.member is '成年成员';
comment on column minimum_living_roster_consents.signed is '本人签字';
comment on column minimum_living_roster_consents.signed_on is '签字日期';
comment on column minimum_living_roster_consents.known_from is '记录时间';
create index on minimum_living_roster_consents (county_id, case_id);
create index on minimum_living_roster_consents (county_id, row_id);
call seen_as_part('minimum_living_roster_consents', 'minimum_living_roster');
call of_business('minimum_living_roster_consents', 'minimum-living');
call with_history('minimum_living_roster_consents');

create table minimum_living_roster_incomes (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  member bigint not null,
  kind text not null check (kind in ('wages', 'business', 'property', 'pension', 'support', 'transfers', 'preferential', 'familyPlanning', 'scholarship', 'bravery', 'relief', 'basicPension', 'disabilitySubsidy', 'workCost', 'necessaryCost', 'excused')),
  yearly bigint not null,
  source text not null check (source in ('declared', 'matched', 'visited', 'judged')),
  proof text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table minimum_living_roster_incomes is '家庭收入明细';
comment on column minimum_living_roster_incomes.county_id is '县';
comment on column minimum_living_roster_incomes.id is '编号';
comment on column minimum_living_roster_incomes.case_id is '由哪一办件填写';
comment on column minimum_living_roster_incomes.row_id is '生效后所属台账行';
comment on column minimum_living_roster_incomes.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column minimum_living_roster_incomes.member is '成员';
comment on column minimum_living_roster_incomes.kind is '收入项目';
comment on column minimum_living_roster_incomes.yearly is '全年金额（单位：分；元/户·年）';
comment on column minimum_living_roster_incomes.source is '来源';
comment on column minimum_living_roster_incomes.proof is '依据';
comment on column minimum_living_roster_incomes.known_from is '记录时间';
create index on minimum_living_roster_incomes (county_id, case_id);
create index on minimum_living_roster_incomes (county_id, row_id);
call seen_as_part('minimum_living_roster_incomes', 'minimum_living_roster');
call of_business('minimum_living_roster_incomes', 'minimum-living');
call with_history('minimum_living_roster_incomes');

create table minimum_living_roster_obligors (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  name text not null,
  relation text not null check (relation in ('child', 'parent', 'spouse', 'grandchild')),
  people integer not null,
  yearly bigint not null,
  shares integer not null,
  judged bigint,
  source text not null check (source in ('declared', 'matched', 'visited', 'judged')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table minimum_living_roster_obligors is '法定赡养抚养扶养义务人';
comment on column minimum_living_roster_obligors.county_id is '县';
comment on column minimum_living_roster_obligors.id is '编号';
comment on column minimum_living_roster_obligors.case_id is '由哪一办件填写';
comment on column minimum_living_roster_obligors.row_id is '生效后所属台账行';
comment on column minimum_living_roster_obligors.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column minimum_living_roster_obligors.name is '姓名';
comment on column minimum_living_roster_obligors.relation is '关系';
comment on column minimum_living_roster_obligors.people is '其家庭人数';
comment on column minimum_living_roster_obligors.yearly is '其家庭年收入（单位：分；元/户·年）';
comment on column minimum_living_roster_obligors.shares is '共同供养的被赡养人数';
comment on column minimum_living_roster_obligors.judged is '判决或协议的年赡养费（单位：分；元/户·年）';
comment on column minimum_living_roster_obligors.source is '来源';
comment on column minimum_living_roster_obligors.known_from is '记录时间';
create index on minimum_living_roster_obligors (county_id, case_id);
create index on minimum_living_roster_obligors (county_id, row_id);
call seen_as_part('minimum_living_roster_obligors', 'minimum_living_roster');
call of_business('minimum_living_roster_obligors', 'minimum-living');
call with_history('minimum_living_roster_obligors');

create table minimum_living_roster_assets (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  kind text not null check (kind in ('home', 'shop', 'car', 'motorcycle', 'mobility', 'tractor', 'savings', 'company')),
  value bigint not null,
  owner bigint,
  exemption text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table minimum_living_roster_assets is '家庭财产';
comment on column minimum_living_roster_assets.county_id is '县';
comment on column minimum_living_roster_assets.id is '编号';
comment on column minimum_living_roster_assets.case_id is '由哪一办件填写';
comment on column minimum_living_roster_assets.row_id is '生效后所属台账行';
comment on column minimum_living_roster_assets.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column minimum_living_roster_assets.kind is '种类';
comment on column minimum_living_roster_assets.value is '价值（单位：分；元）';
comment on column minimum_living_roster_assets.owner is '所有人';
comment on column minimum_living_roster_assets.exemption is '豁免决定（文号和理由）';
comment on column minimum_living_roster_assets.known_from is '记录时间';
create index on minimum_living_roster_assets (county_id, case_id);
create index on minimum_living_roster_assets (county_id, row_id);
call seen_as_part('minimum_living_roster_assets', 'minimum_living_roster');
call of_business('minimum_living_roster_assets', 'minimum-living');
call with_history('minimum_living_roster_assets');

create table minimum_living_roster_findings (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  member bigint not null,
  department text not null check (department in ('police', 'vehicles', 'insurance', 'tax', 'market', 'homes', 'banks', 'disabled', 'funeral', 'marriage', 'relief')),
  item text not null,
  value text,
  result text not null check (result in ('clear', 'hint', 'exceeds')),
  explained text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table minimum_living_roster_findings is '核对结果明细';
comment on column minimum_living_roster_findings.county_id is '县';
comment on column minimum_living_roster_findings.id is '编号';
comment on column minimum_living_roster_findings.case_id is '由哪一办件填写';
comment on column minimum_living_roster_findings.row_id is '生效后所属台账行';
comment on column minimum_living_roster_findings.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column minimum_living_roster_findings.member is '被核对人';
comment on column minimum_living_roster_findings.department is '数据来源';
comment on column minimum_living_roster_findings.item is '项目';
comment on column minimum_living_roster_findings.value is '内容';
comment on column minimum_living_roster_findings.result is '结果';
comment on column minimum_living_roster_findings.explained is '核实说明';
comment on column minimum_living_roster_findings.known_from is '记录时间';
create index on minimum_living_roster_findings (county_id, case_id);
create index on minimum_living_roster_findings (county_id, row_id);
call seen_as_part('minimum_living_roster_findings', 'minimum_living_roster');
call of_business('minimum_living_roster_findings', 'minimum-living');
call with_history('minimum_living_roster_findings');

create table minimum_living_application_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  apply_on date,
  apply_by bigint,
  declare_on date,
  declare_by bigint,
  accept_on date,
  accept_by bigint,
  match_on date,
  match_by bigint,
  match_due date,
  match_missed_on date,
  visit_on date,
  visit_by bigint,
  visit_second bigint,
  visit_due date,
  visit_missed_on date,
  propose_on date,
  propose_by bigint,
  propose_due date,
  propose_missed_on date,
  post_on date,
  post_by bigint,
  see_on date,
  see_by bigint,
  see_second bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  tell_on date,
  tell_by bigint,
  tell_due date,
  tell_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  check (visit_by <> visit_second),
  check (see_by <> see_second),
  constraint decide_not_by_visit check (decide_by <> visit_by),
  constraint decide_not_by_second_visit check (decide_by <> visit_second),
  constraint decide_not_by_propose check (decide_by <> propose_by)
);
comment on table minimum_living_application_case is '低保申请：填报与各环节';
comment on column minimum_living_application_case.county_id is '县';
comment on column minimum_living_application_case.id is '办件';
comment on column minimum_living_application_case.filled is '已填写的明细';
comment on column minimum_living_application_case.area is '城乡类别';
comment on column minimum_living_application_case.alone is '单人保';
comment on column minimum_living_application_case.applicant is '申请人';
comment on column minimum_living_application_case.cause is '致困原因';
comment on column minimum_living_application_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_application_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_application_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_application_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_application_case.disability is '残疾人证';
comment on column minimum_living_application_case.report is '核对报告编号';
comment on column minimum_living_application_case.report_until is '核对报告有效期至';
comment on column minimum_living_application_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_application_case.situation is '入户调查情况';
comment on column minimum_living_application_case.class is '管理类别';
comment on column minimum_living_application_case.proposal is '审核意见';
comment on column minimum_living_application_case.seen is '县级入户核查情况';
comment on column minimum_living_application_case.taper_until is '渐退至';
comment on column minimum_living_application_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_application_case.stop_reason is '停发原因';
comment on column minimum_living_application_case.moves_to is '迁入村（居）';
comment on column minimum_living_application_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_application_case.corrected_from is '自何月起更正';
comment on column minimum_living_application_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_application_case.certificate is '低保证号';
comment on column minimum_living_application_case.persons is '保障人口（计算得出）';
comment on column minimum_living_application_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_application_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_application_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_application_case.apply_on is 'apply：办理日期';
comment on column minimum_living_application_case.apply_by is 'apply：办理人';
comment on column minimum_living_application_case.declare_on is 'declare：办理日期';
comment on column minimum_living_application_case.declare_by is 'declare：办理人';
comment on column minimum_living_application_case.accept_on is 'accept：办理日期';
comment on column minimum_living_application_case.accept_by is 'accept：办理人';
comment on column minimum_living_application_case.match_on is 'match：办理日期';
comment on column minimum_living_application_case.match_by is 'match：办理人';
comment on column minimum_living_application_case.match_due is 'match：期限';
comment on column minimum_living_application_case.match_missed_on is 'match：逾期之日';
comment on column minimum_living_application_case.visit_on is 'visit：办理日期';
comment on column minimum_living_application_case.visit_by is 'visit：办理人';
comment on column minimum_living_application_case.visit_second is 'visit：第二办理人';
comment on column minimum_living_application_case.visit_due is 'visit：期限';
comment on column minimum_living_application_case.visit_missed_on is 'visit：逾期之日';
comment on column minimum_living_application_case.propose_on is 'propose：办理日期';
comment on column minimum_living_application_case.propose_by is 'propose：办理人';
comment on column minimum_living_application_case.propose_due is 'propose：期限';
comment on column minimum_living_application_case.propose_missed_on is 'propose：逾期之日';
comment on column minimum_living_application_case.post_on is 'post：办理日期';
comment on column minimum_living_application_case.post_by is 'post：办理人';
comment on column minimum_living_application_case.see_on is 'see：办理日期';
comment on column minimum_living_application_case.see_by is 'see：办理人';
comment on column minimum_living_application_case.see_second is 'see：第二办理人';
comment on column minimum_living_application_case.decide_on is 'decide：办理日期';
comment on column minimum_living_application_case.decide_by is 'decide：办理人';
comment on column minimum_living_application_case.decide_due is 'decide：期限';
comment on column minimum_living_application_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_application_case.decide_outcome is 'decide：结论';
comment on column minimum_living_application_case.tell_on is 'tell：办理日期';
comment on column minimum_living_application_case.tell_by is 'tell：办理人';
comment on column minimum_living_application_case.tell_due is 'tell：期限';
comment on column minimum_living_application_case.tell_missed_on is 'tell：逾期之日';
comment on column minimum_living_application_case.known_from is '记录时间';
call seen_with('minimum_living_application_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_application_case', 'minimum-living');
call with_history('minimum_living_application_case');
call no_conflict('minimum_living_application_case', 'case', 'id', array['accept_by', 'match_by', 'visit_by', 'visit_second', 'propose_by', 'post_by', 'see_by', 'see_second', 'decide_by', 'tell_by']);

create table minimum_living_account_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  apply_on date,
  apply_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('continue', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_apply check (decide_by <> apply_by)
);
comment on table minimum_living_account_case is '低保账户变更：填报与各环节';
comment on column minimum_living_account_case.county_id is '县';
comment on column minimum_living_account_case.id is '办件';
comment on column minimum_living_account_case.filled is '已填写的明细';
comment on column minimum_living_account_case.area is '城乡类别';
comment on column minimum_living_account_case.alone is '单人保';
comment on column minimum_living_account_case.applicant is '申请人';
comment on column minimum_living_account_case.cause is '致困原因';
comment on column minimum_living_account_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_account_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_account_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_account_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_account_case.disability is '残疾人证';
comment on column minimum_living_account_case.report is '核对报告编号';
comment on column minimum_living_account_case.report_until is '核对报告有效期至';
comment on column minimum_living_account_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_account_case.situation is '入户调查情况';
comment on column minimum_living_account_case.class is '管理类别';
comment on column minimum_living_account_case.proposal is '审核意见';
comment on column minimum_living_account_case.seen is '县级入户核查情况';
comment on column minimum_living_account_case.taper_until is '渐退至';
comment on column minimum_living_account_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_account_case.stop_reason is '停发原因';
comment on column minimum_living_account_case.moves_to is '迁入村（居）';
comment on column minimum_living_account_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_account_case.corrected_from is '自何月起更正';
comment on column minimum_living_account_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_account_case.certificate is '低保证号';
comment on column minimum_living_account_case.persons is '保障人口（计算得出）';
comment on column minimum_living_account_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_account_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_account_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_account_case.apply_on is 'apply：办理日期';
comment on column minimum_living_account_case.apply_by is 'apply：办理人';
comment on column minimum_living_account_case.decide_on is 'decide：办理日期';
comment on column minimum_living_account_case.decide_by is 'decide：办理人';
comment on column minimum_living_account_case.decide_due is 'decide：期限';
comment on column minimum_living_account_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_account_case.decide_outcome is 'decide：结论';
comment on column minimum_living_account_case.known_from is '记录时间';
call seen_with('minimum_living_account_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_account_case', 'minimum-living');
call with_history('minimum_living_account_case');
call no_conflict('minimum_living_account_case', 'case', 'id', array['apply_by', 'decide_by']);

create table minimum_living_correction_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  apply_on date,
  apply_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'stop', 'refuse')),
  tell_on date,
  tell_by bigint,
  tell_due date,
  tell_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_apply check (decide_by <> apply_by)
);
comment on table minimum_living_correction_case is '低保更正：填报与各环节';
comment on column minimum_living_correction_case.county_id is '县';
comment on column minimum_living_correction_case.id is '办件';
comment on column minimum_living_correction_case.filled is '已填写的明细';
comment on column minimum_living_correction_case.area is '城乡类别';
comment on column minimum_living_correction_case.alone is '单人保';
comment on column minimum_living_correction_case.applicant is '申请人';
comment on column minimum_living_correction_case.cause is '致困原因';
comment on column minimum_living_correction_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_correction_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_correction_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_correction_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_correction_case.disability is '残疾人证';
comment on column minimum_living_correction_case.report is '核对报告编号';
comment on column minimum_living_correction_case.report_until is '核对报告有效期至';
comment on column minimum_living_correction_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_correction_case.situation is '入户调查情况';
comment on column minimum_living_correction_case.class is '管理类别';
comment on column minimum_living_correction_case.proposal is '审核意见';
comment on column minimum_living_correction_case.seen is '县级入户核查情况';
comment on column minimum_living_correction_case.taper_until is '渐退至';
comment on column minimum_living_correction_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_correction_case.stop_reason is '停发原因';
comment on column minimum_living_correction_case.moves_to is '迁入村（居）';
comment on column minimum_living_correction_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_correction_case.corrected_from is '自何月起更正';
comment on column minimum_living_correction_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_correction_case.certificate is '低保证号';
comment on column minimum_living_correction_case.persons is '保障人口（计算得出）';
comment on column minimum_living_correction_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_correction_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_correction_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_correction_case.apply_on is 'apply：办理日期';
comment on column minimum_living_correction_case.apply_by is 'apply：办理人';
comment on column minimum_living_correction_case.decide_on is 'decide：办理日期';
comment on column minimum_living_correction_case.decide_by is 'decide：办理人';
comment on column minimum_living_correction_case.decide_due is 'decide：期限';
comment on column minimum_living_correction_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_correction_case.decide_outcome is 'decide：结论';
comment on column minimum_living_correction_case.tell_on is 'tell：办理日期';
comment on column minimum_living_correction_case.tell_by is 'tell：办理人';
comment on column minimum_living_correction_case.tell_due is 'tell：期限';
comment on column minimum_living_correction_case.tell_missed_on is 'tell：逾期之日';
comment on column minimum_living_correction_case.known_from is '记录时间';
call seen_with('minimum_living_correction_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_correction_case', 'minimum-living');
call with_history('minimum_living_correction_case');
call no_conflict('minimum_living_correction_case', 'case', 'id', array['apply_by', 'decide_by', 'tell_by']);

create table minimum_living_review_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  visit_on date,
  visit_by bigint,
  visit_second bigint,
  visit_due date,
  visit_missed_on date,
  propose_on date,
  propose_by bigint,
  propose_due date,
  propose_missed_on date,
  advice text check (advice in ('continue', 'adjust', 'taper', 'stop')),
  see_on date,
  see_by bigint,
  see_second bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('continue', 'adjust', 'taper', 'stop')),
  tell_on date,
  tell_by bigint,
  tell_due date,
  tell_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  check (visit_by <> visit_second),
  check (see_by <> see_second),
  constraint decide_not_by_visit check (decide_by <> visit_by),
  constraint decide_not_by_second_visit check (decide_by <> visit_second),
  constraint decide_not_by_propose check (decide_by <> propose_by)
);
comment on table minimum_living_review_case is '低保复核：填报与各环节';
comment on column minimum_living_review_case.county_id is '县';
comment on column minimum_living_review_case.id is '办件';
comment on column minimum_living_review_case.filled is '已填写的明细';
comment on column minimum_living_review_case.area is '城乡类别';
comment on column minimum_living_review_case.alone is '单人保';
comment on column minimum_living_review_case.applicant is '申请人';
comment on column minimum_living_review_case.cause is '致困原因';
comment on column minimum_living_review_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_review_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_review_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_review_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_review_case.disability is '残疾人证';
comment on column minimum_living_review_case.report is '核对报告编号';
comment on column minimum_living_review_case.report_until is '核对报告有效期至';
comment on column minimum_living_review_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_review_case.situation is '入户调查情况';
comment on column minimum_living_review_case.class is '管理类别';
comment on column minimum_living_review_case.proposal is '审核意见';
comment on column minimum_living_review_case.seen is '县级入户核查情况';
comment on column minimum_living_review_case.taper_until is '渐退至';
comment on column minimum_living_review_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_review_case.stop_reason is '停发原因';
comment on column minimum_living_review_case.moves_to is '迁入村（居）';
comment on column minimum_living_review_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_review_case.corrected_from is '自何月起更正';
comment on column minimum_living_review_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_review_case.certificate is '低保证号';
comment on column minimum_living_review_case.persons is '保障人口（计算得出）';
comment on column minimum_living_review_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_review_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_review_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_review_case.visit_on is 'visit：办理日期';
comment on column minimum_living_review_case.visit_by is 'visit：办理人';
comment on column minimum_living_review_case.visit_second is 'visit：第二办理人';
comment on column minimum_living_review_case.visit_due is 'visit：期限';
comment on column minimum_living_review_case.visit_missed_on is 'visit：逾期之日';
comment on column minimum_living_review_case.propose_on is 'propose：办理日期';
comment on column minimum_living_review_case.propose_by is 'propose：办理人';
comment on column minimum_living_review_case.propose_due is 'propose：期限';
comment on column minimum_living_review_case.propose_missed_on is 'propose：逾期之日';
comment on column minimum_living_review_case.advice is '复核意见';
comment on column minimum_living_review_case.see_on is 'see：办理日期';
comment on column minimum_living_review_case.see_by is 'see：办理人';
comment on column minimum_living_review_case.see_second is 'see：第二办理人';
comment on column minimum_living_review_case.decide_on is 'decide：办理日期';
comment on column minimum_living_review_case.decide_by is 'decide：办理人';
comment on column minimum_living_review_case.decide_due is 'decide：期限';
comment on column minimum_living_review_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_review_case.decide_outcome is 'decide：结论';
comment on column minimum_living_review_case.tell_on is 'tell：办理日期';
comment on column minimum_living_review_case.tell_by is 'tell：办理人';
comment on column minimum_living_review_case.tell_due is 'tell：期限';
comment on column minimum_living_review_case.tell_missed_on is 'tell：逾期之日';
comment on column minimum_living_review_case.known_from is '记录时间';
call seen_with('minimum_living_review_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_review_case', 'minimum-living');
call with_history('minimum_living_review_case');
call no_conflict('minimum_living_review_case', 'case', 'id', array['visit_by', 'visit_second', 'propose_by', 'see_by', 'see_second', 'decide_by', 'tell_by']);

create table minimum_living_revisit_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  see_on date,
  see_by bigint,
  see_second bigint,
  see_due date,
  see_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('continue', 'adjust', 'stop')),
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
comment on table minimum_living_revisit_case is '低保抽查：填报与各环节';
comment on column minimum_living_revisit_case.county_id is '县';
comment on column minimum_living_revisit_case.id is '办件';
comment on column minimum_living_revisit_case.filled is '已填写的明细';
comment on column minimum_living_revisit_case.area is '城乡类别';
comment on column minimum_living_revisit_case.alone is '单人保';
comment on column minimum_living_revisit_case.applicant is '申请人';
comment on column minimum_living_revisit_case.cause is '致困原因';
comment on column minimum_living_revisit_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_revisit_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_revisit_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_revisit_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_revisit_case.disability is '残疾人证';
comment on column minimum_living_revisit_case.report is '核对报告编号';
comment on column minimum_living_revisit_case.report_until is '核对报告有效期至';
comment on column minimum_living_revisit_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_revisit_case.situation is '入户调查情况';
comment on column minimum_living_revisit_case.class is '管理类别';
comment on column minimum_living_revisit_case.proposal is '审核意见';
comment on column minimum_living_revisit_case.seen is '县级入户核查情况';
comment on column minimum_living_revisit_case.taper_until is '渐退至';
comment on column minimum_living_revisit_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_revisit_case.stop_reason is '停发原因';
comment on column minimum_living_revisit_case.moves_to is '迁入村（居）';
comment on column minimum_living_revisit_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_revisit_case.corrected_from is '自何月起更正';
comment on column minimum_living_revisit_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_revisit_case.certificate is '低保证号';
comment on column minimum_living_revisit_case.persons is '保障人口（计算得出）';
comment on column minimum_living_revisit_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_revisit_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_revisit_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_revisit_case.see_on is 'see：办理日期';
comment on column minimum_living_revisit_case.see_by is 'see：办理人';
comment on column minimum_living_revisit_case.see_second is 'see：第二办理人';
comment on column minimum_living_revisit_case.see_due is 'see：期限';
comment on column minimum_living_revisit_case.see_missed_on is 'see：逾期之日';
comment on column minimum_living_revisit_case.decide_on is 'decide：办理日期';
comment on column minimum_living_revisit_case.decide_by is 'decide：办理人';
comment on column minimum_living_revisit_case.decide_due is 'decide：期限';
comment on column minimum_living_revisit_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_revisit_case.decide_outcome is 'decide：结论';
comment on column minimum_living_revisit_case.tell_on is 'tell：办理日期';
comment on column minimum_living_revisit_case.tell_by is 'tell：办理人';
comment on column minimum_living_revisit_case.tell_due is 'tell：期限';
comment on column minimum_living_revisit_case.tell_missed_on is 'tell：逾期之日';
comment on column minimum_living_revisit_case.known_from is '记录时间';
call seen_with('minimum_living_revisit_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_revisit_case', 'minimum-living');
call with_history('minimum_living_revisit_case');
call no_conflict('minimum_living_revisit_case', 'case', 'id', array['see_by', 'see_second', 'decide_by', 'tell_by']);

create table minimum_living_transfer_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  area text check (area in ('urban', 'rural')),
  alone boolean,
  applicant bigint,
  cause text check (cause in ('illness', 'disability', 'labour', 'unemployed', 'old', 'schooling', 'accident', 'widowed', 'other')),
  has_official boolean,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  disability text,
  report text,
  report_until date,
  visited uuid[],
  situation text,
  class text check (class in ('A', 'B', 'C')),
  proposal text check (proposal in ('grant', 'refuse')),
  seen text,
  taper_until text check (taper_until ~ '^[0-9]{4}-[0-9]{2}$'),
  taper_amount bigint,
  stop_reason text check (stop_reason in ('income', 'property', 'work', 'deceived', 'gave-up', 'refused', 'family', 'other')),
  moves_to bigint,
  appraisal text,
  corrected_from text check (corrected_from ~ '^[0-9]{4}-[0-9]{2}$'),
  corrected_why text,
  certificate text,
  persons integer,
  income numeric(20,4),
  more_need integer,
  refused_work integer,
  apply_on date,
  apply_by bigint,
  receive_on date,
  receive_by bigint,
  receive_due date,
  receive_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('continue', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_apply check (decide_by <> apply_by),
  constraint decide_not_by_receive check (decide_by <> receive_by)
);
comment on table minimum_living_transfer_case is '低保县内迁移：填报与各环节';
comment on column minimum_living_transfer_case.county_id is '县';
comment on column minimum_living_transfer_case.id is '办件';
comment on column minimum_living_transfer_case.filled is '已填写的明细';
comment on column minimum_living_transfer_case.area is '城乡类别';
comment on column minimum_living_transfer_case.alone is '单人保';
comment on column minimum_living_transfer_case.applicant is '申请人';
comment on column minimum_living_transfer_case.cause is '致困原因';
comment on column minimum_living_transfer_case.has_official is '是否经办人员或村（居）干部近亲属';
comment on column minimum_living_transfer_case.account_sealed is '社会保障卡账号（加密）';
comment on column minimum_living_transfer_case.account_index is '社会保障卡账号（盲索引）';
comment on column minimum_living_transfer_case.account_masked is '社会保障卡账号（掩码）';
comment on column minimum_living_transfer_case.disability is '残疾人证';
comment on column minimum_living_transfer_case.report is '核对报告编号';
comment on column minimum_living_transfer_case.report_until is '核对报告有效期至';
comment on column minimum_living_transfer_case.visited is '入户调查表（双方签字）和照片';
comment on column minimum_living_transfer_case.situation is '入户调查情况';
comment on column minimum_living_transfer_case.class is '管理类别';
comment on column minimum_living_transfer_case.proposal is '审核意见';
comment on column minimum_living_transfer_case.seen is '县级入户核查情况';
comment on column minimum_living_transfer_case.taper_until is '渐退至';
comment on column minimum_living_transfer_case.taper_amount is '渐退期保障金（单位：分；元/户·月）';
comment on column minimum_living_transfer_case.stop_reason is '停发原因';
comment on column minimum_living_transfer_case.moves_to is '迁入村（居）';
comment on column minimum_living_transfer_case.appraisal is '民主评议情况（调查有争议时）';
comment on column minimum_living_transfer_case.corrected_from is '自何月起更正';
comment on column minimum_living_transfer_case.corrected_why is '更正的理由和依据';
comment on column minimum_living_transfer_case.certificate is '低保证号';
comment on column minimum_living_transfer_case.persons is '保障人口（计算得出）';
comment on column minimum_living_transfer_case.income is '核定家庭年收入（十二分之一分；计算得出）';
comment on column minimum_living_transfer_case.more_need is '分类施保人口（计算得出）';
comment on column minimum_living_transfer_case.refused_work is '拒绝就业减发人口（计算得出）';
comment on column minimum_living_transfer_case.apply_on is 'apply：办理日期';
comment on column minimum_living_transfer_case.apply_by is 'apply：办理人';
comment on column minimum_living_transfer_case.receive_on is 'receive：办理日期';
comment on column minimum_living_transfer_case.receive_by is 'receive：办理人';
comment on column minimum_living_transfer_case.receive_due is 'receive：期限';
comment on column minimum_living_transfer_case.receive_missed_on is 'receive：逾期之日';
comment on column minimum_living_transfer_case.decide_on is 'decide：办理日期';
comment on column minimum_living_transfer_case.decide_by is 'decide：办理人';
comment on column minimum_living_transfer_case.decide_due is 'decide：期限';
comment on column minimum_living_transfer_case.decide_missed_on is 'decide：逾期之日';
comment on column minimum_living_transfer_case.decide_outcome is 'decide：结论';
comment on column minimum_living_transfer_case.known_from is '记录时间';
call seen_with('minimum_living_transfer_case', 'case_file', 'id', 'app_sees_all');
call of_business('minimum_living_transfer_case', 'minimum-living');
call with_history('minimum_living_transfer_case');
call no_conflict('minimum_living_transfer_case', 'case', 'id', array['apply_by', 'receive_by', 'decide_by']);
