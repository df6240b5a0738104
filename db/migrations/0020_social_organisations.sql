-- Derived from the definitions of social-organisations (npm run schema -- social-organisations).
create table social_organisations_names (
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
  foreign key (county_id, organisation_id) references organisation (county_id, id),
  exclude using gist (county_id with =, organisation_id with =, held with &&)
);
comment on table social_organisations_names is '社会组织名称核准台账';
comment on column social_organisations_names.county_id is '县';
comment on column social_organisations_names.id is '编号';
comment on column social_organisations_names.division_id is '村（居）';
comment on column social_organisations_names.town_id is '乡镇（街道）';
comment on column social_organisations_names.organisation_id is '对象';
comment on column social_organisations_names.held is '有效期间；空区间为未生效即撤销';
comment on column social_organisations_names.end_reason is '终止原因';
comment on column social_organisations_names.case_id is '由哪一办件而来';
comment on column social_organisations_names.known_from is '记录时间';
create index on social_organisations_names (county_id, organisation_id);
create index on social_organisations_names using gist (county_id, held);
create index on social_organisations_names (county_id, town_id, id);
call seen_in_area('social_organisations_names');
call of_business('social_organisations_names', 'social-organisations');
call seen_by_own('social_organisations_names', 'organisation', 'organisation_id');
call with_history('social_organisations_names');

create table social_organisations_names_state (
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
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  promoters text,
  is_listed boolean,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references social_organisations_names (county_id, id)
);
comment on table social_organisations_names_state is '社会组织名称核准台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column social_organisations_names_state.county_id is '县';
comment on column social_organisations_names_state.row_id is '台账行';
comment on column social_organisations_names_state.starts is '自何日起';
comment on column social_organisations_names_state.version is '版次，后记者为准';
comment on column social_organisations_names_state.division_id is '村（居）';
comment on column social_organisations_names_state.town_id is '乡镇（街道）';
comment on column social_organisations_names_state.because is '缘由';
comment on column social_organisations_names_state.case_id is '办件';
comment on column social_organisations_names_state.event_id is '生活事件';
comment on column social_organisations_names_state.reads is '计算值用到的标准';
comment on column social_organisations_names_state.suspended is '暂停发放';
comment on column social_organisations_names_state.name is '拟用名称';
comment on column social_organisations_names_state.kind is '类型';
comment on column social_organisations_names_state.promoters is '发起人（举办者）';
comment on column social_organisations_names_state.is_listed is '与已登记的社会组织同名或近似';
comment on column social_organisations_names_state.known_from is '记录时间';
create index on social_organisations_names_state using brin (starts, version);
call seen_in_area('social_organisations_names_state');
call of_business('social_organisations_names_state', 'social-organisations');
call seen_by_own_row('social_organisations_names_state', 'social_organisations_names');

create table social_organisations_registered (
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
  foreign key (county_id, organisation_id) references organisation (county_id, id),
  exclude using gist (county_id with =, organisation_id with =, held with &&)
);
comment on table social_organisations_registered is '社会组织登记台账';
comment on column social_organisations_registered.county_id is '县';
comment on column social_organisations_registered.id is '编号';
comment on column social_organisations_registered.division_id is '村（居）';
comment on column social_organisations_registered.town_id is '乡镇（街道）';
comment on column social_organisations_registered.organisation_id is '对象';
comment on column social_organisations_registered.held is '有效期间；空区间为未生效即撤销';
comment on column social_organisations_registered.end_reason is '终止原因';
comment on column social_organisations_registered.case_id is '由哪一办件而来';
comment on column social_organisations_registered.known_from is '记录时间';
create index on social_organisations_registered (county_id, organisation_id);
create index on social_organisations_registered using gist (county_id, held);
create index on social_organisations_registered (county_id, town_id, id);
call seen_in_area('social_organisations_registered');
call of_business('social_organisations_registered', 'social-organisations');
call seen_by_own('social_organisations_registered', 'organisation', 'organisation_id');
call with_history('social_organisations_registered');

create table social_organisations_registered_state (
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
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references social_organisations_registered (county_id, id)
);
comment on table social_organisations_registered_state is '社会组织登记台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column social_organisations_registered_state.county_id is '县';
comment on column social_organisations_registered_state.row_id is '台账行';
comment on column social_organisations_registered_state.starts is '自何日起';
comment on column social_organisations_registered_state.version is '版次，后记者为准';
comment on column social_organisations_registered_state.division_id is '村（居）';
comment on column social_organisations_registered_state.town_id is '乡镇（街道）';
comment on column social_organisations_registered_state.because is '缘由';
comment on column social_organisations_registered_state.case_id is '办件';
comment on column social_organisations_registered_state.event_id is '生活事件';
comment on column social_organisations_registered_state.reads is '计算值用到的标准';
comment on column social_organisations_registered_state.suspended is '暂停发放';
comment on column social_organisations_registered_state.name is '名称';
comment on column social_organisations_registered_state.kind is '类型';
comment on column social_organisations_registered_state.credit_code is '统一社会信用代码';
comment on column social_organisations_registered_state.address is '住所';
comment on column social_organisations_registered_state.scope is '业务范围';
comment on column social_organisations_registered_state.branch is '行业分类';
comment on column social_organisations_registered_state.is_sponsored is '有业务主管单位';
comment on column social_organisations_registered_state.sponsor is '业务主管单位';
comment on column social_organisations_registered_state.is_direct is '属直接登记范围';
comment on column social_organisations_registered_state.legal_person is '法定代表人';
comment on column social_organisations_registered_state.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_registered_state.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_registered_state.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_registered_state.term_until is '本届任期届满日';
comment on column social_organisations_registered_state.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_registered_state.individuals is '个人会员数';
comment on column social_organisations_registered_state.units is '单位会员数';
comment on column social_organisations_registered_state.staff is '专职工作人员数';
comment on column social_organisations_registered_state.party is '党组织';
comment on column social_organisations_registered_state.is_charity is '慈善组织';
comment on column social_organisations_registered_state.phone is '联系电话';
comment on column social_organisations_registered_state.certificate_until is '证书有效期至';
comment on column social_organisations_registered_state.papers is '登记材料';
comment on column social_organisations_registered_state.changed_what is '变更事项';
comment on column social_organisations_registered_state.consented_on is '业务主管单位同意日期';
comment on column social_organisations_registered_state.ended_why is '注销原因';
comment on column social_organisations_registered_state.liquidated_on is '清算结束日期';
comment on column social_organisations_registered_state.liquidation_report is '清算报告书文号';
comment on column social_organisations_registered_state.revoked_why is '撤销登记事由';
comment on column social_organisations_registered_state.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_registered_state.revoked_defence is '陈述申辩意见';
comment on column social_organisations_registered_state.wants_hearing is '要求听证';
comment on column social_organisations_registered_state.hearing_record is '听证笔录和意见';
comment on column social_organisations_registered_state.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_registered_state.known_from is '记录时间';
create index on social_organisations_registered_state using brin (starts, version);
call seen_in_area('social_organisations_registered_state');
call of_business('social_organisations_registered_state', 'social-organisations');
call seen_by_own_row('social_organisations_registered_state', 'social_organisations_registered');

create table social_organisations_registered_officers (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  case_id bigint,
  row_id bigint,
  held daterange,
  name text not null,
  id_number_sealed bytea not null,
  id_number_index bytea not null,
  id_number_masked text not null,
  post text not null check (post in ('chair', 'vice', 'secretary', 'supervisor', 'director')),
  term_from date not null,
  term_until date not null,
  is_official boolean not null,
  approval text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table social_organisations_registered_officers is '社会组织负责人';
comment on column social_organisations_registered_officers.county_id is '县';
comment on column social_organisations_registered_officers.id is '编号';
comment on column social_organisations_registered_officers.case_id is '由哪一办件填写';
comment on column social_organisations_registered_officers.row_id is '生效后所属台账行';
comment on column social_organisations_registered_officers.held is '生效期间；空区间为重填时作废，无值为尚未生效';
comment on column social_organisations_registered_officers.name is '姓名';
comment on column social_organisations_registered_officers.id_number_sealed is '身份证号（加密）';
comment on column social_organisations_registered_officers.id_number_index is '身份证号（盲索引）';
comment on column social_organisations_registered_officers.id_number_masked is '身份证号（掩码）';
comment on column social_organisations_registered_officers.post is '职务';
comment on column social_organisations_registered_officers.term_from is '任期自';
comment on column social_organisations_registered_officers.term_until is '任期至';
comment on column social_organisations_registered_officers.is_official is '是否公职人员兼任';
comment on column social_organisations_registered_officers.approval is '兼职批准文件';
comment on column social_organisations_registered_officers.known_from is '记录时间';
create index on social_organisations_registered_officers (county_id, case_id);
create index on social_organisations_registered_officers (county_id, row_id);
call seen_as_part('social_organisations_registered_officers', 'social_organisations_registered');
call of_business('social_organisations_registered_officers', 'social-organisations');
call with_history('social_organisations_registered_officers');

create table social_organisations_establishment_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  apply_on date,
  apply_by bigint,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table social_organisations_establishment_case is '社会组织成立登记：填报与各环节';
comment on column social_organisations_establishment_case.county_id is '县';
comment on column social_organisations_establishment_case.id is '办件';
comment on column social_organisations_establishment_case.filled is '已填写的明细';
comment on column social_organisations_establishment_case.name is '名称';
comment on column social_organisations_establishment_case.kind is '类型';
comment on column social_organisations_establishment_case.credit_code is '统一社会信用代码';
comment on column social_organisations_establishment_case.address is '住所';
comment on column social_organisations_establishment_case.scope is '业务范围';
comment on column social_organisations_establishment_case.branch is '行业分类';
comment on column social_organisations_establishment_case.is_sponsored is '有业务主管单位';
comment on column social_organisations_establishment_case.sponsor is '业务主管单位';
comment on column social_organisations_establishment_case.is_direct is '属直接登记范围';
comment on column social_organisations_establishment_case.legal_person is '法定代表人';
comment on column social_organisations_establishment_case.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_establishment_case.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_establishment_case.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_establishment_case.term_until is '本届任期届满日';
comment on column social_organisations_establishment_case.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_establishment_case.individuals is '个人会员数';
comment on column social_organisations_establishment_case.units is '单位会员数';
comment on column social_organisations_establishment_case.staff is '专职工作人员数';
comment on column social_organisations_establishment_case.party is '党组织';
comment on column social_organisations_establishment_case.is_charity is '慈善组织';
comment on column social_organisations_establishment_case.phone is '联系电话';
comment on column social_organisations_establishment_case.certificate_until is '证书有效期至';
comment on column social_organisations_establishment_case.papers is '登记材料';
comment on column social_organisations_establishment_case.changed_what is '变更事项';
comment on column social_organisations_establishment_case.consented_on is '业务主管单位同意日期';
comment on column social_organisations_establishment_case.ended_why is '注销原因';
comment on column social_organisations_establishment_case.liquidated_on is '清算结束日期';
comment on column social_organisations_establishment_case.liquidation_report is '清算报告书文号';
comment on column social_organisations_establishment_case.revoked_why is '撤销登记事由';
comment on column social_organisations_establishment_case.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_establishment_case.revoked_defence is '陈述申辩意见';
comment on column social_organisations_establishment_case.wants_hearing is '要求听证';
comment on column social_organisations_establishment_case.hearing_record is '听证笔录和意见';
comment on column social_organisations_establishment_case.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_establishment_case.apply_on is 'apply：办理日期';
comment on column social_organisations_establishment_case.apply_by is 'apply：办理人';
comment on column social_organisations_establishment_case.accept_on is 'accept：办理日期';
comment on column social_organisations_establishment_case.accept_by is 'accept：办理人';
comment on column social_organisations_establishment_case.accept_due is 'accept：期限';
comment on column social_organisations_establishment_case.accept_missed_on is 'accept：逾期之日';
comment on column social_organisations_establishment_case.review_on is 'review：办理日期';
comment on column social_organisations_establishment_case.review_by is 'review：办理人';
comment on column social_organisations_establishment_case.review_due is 'review：期限';
comment on column social_organisations_establishment_case.review_missed_on is 'review：逾期之日';
comment on column social_organisations_establishment_case.decide_on is 'decide：办理日期';
comment on column social_organisations_establishment_case.decide_by is 'decide：办理人';
comment on column social_organisations_establishment_case.decide_due is 'decide：期限';
comment on column social_organisations_establishment_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_establishment_case.decide_outcome is 'decide：结论';
comment on column social_organisations_establishment_case.publish_on is 'publish：办理日期';
comment on column social_organisations_establishment_case.publish_by is 'publish：办理人';
comment on column social_organisations_establishment_case.publish_due is 'publish：期限';
comment on column social_organisations_establishment_case.publish_missed_on is 'publish：逾期之日';
comment on column social_organisations_establishment_case.known_from is '记录时间';
call seen_with('social_organisations_establishment_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_establishment_case', 'social-organisations');
call with_history('social_organisations_establishment_case');
call no_conflict('social_organisations_establishment_case', 'case', 'id', array['accept_by', 'review_by', 'decide_by', 'publish_by']);
call no_officer_acts('social_organisations_establishment_case', array['accept_by', 'review_by', 'decide_by', 'publish_by']);

create table social_organisations_name_check_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  promoters text,
  is_listed boolean,
  apply_on date,
  apply_by bigint,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table social_organisations_name_check_case is '社会组织名称核准：填报与各环节';
comment on column social_organisations_name_check_case.county_id is '县';
comment on column social_organisations_name_check_case.id is '办件';
comment on column social_organisations_name_check_case.filled is '已填写的明细';
comment on column social_organisations_name_check_case.name is '拟用名称';
comment on column social_organisations_name_check_case.kind is '类型';
comment on column social_organisations_name_check_case.promoters is '发起人（举办者）';
comment on column social_organisations_name_check_case.is_listed is '与已登记的社会组织同名或近似';
comment on column social_organisations_name_check_case.apply_on is 'apply：办理日期';
comment on column social_organisations_name_check_case.apply_by is 'apply：办理人';
comment on column social_organisations_name_check_case.review_on is 'review：办理日期';
comment on column social_organisations_name_check_case.review_by is 'review：办理人';
comment on column social_organisations_name_check_case.review_due is 'review：期限';
comment on column social_organisations_name_check_case.review_missed_on is 'review：逾期之日';
comment on column social_organisations_name_check_case.decide_on is 'decide：办理日期';
comment on column social_organisations_name_check_case.decide_by is 'decide：办理人';
comment on column social_organisations_name_check_case.decide_due is 'decide：期限';
comment on column social_organisations_name_check_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_name_check_case.decide_outcome is 'decide：结论';
comment on column social_organisations_name_check_case.known_from is '记录时间';
call seen_with('social_organisations_name_check_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_name_check_case', 'social-organisations');
call with_history('social_organisations_name_check_case');
call no_conflict('social_organisations_name_check_case', 'case', 'id', array['review_by', 'decide_by']);
call no_officer_acts('social_organisations_name_check_case', array['review_by', 'decide_by']);

create table social_organisations_change_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  apply_on date,
  apply_by bigint,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_accept check (decide_by <> accept_by)
);
comment on table social_organisations_change_case is '社会组织变更登记：填报与各环节';
comment on column social_organisations_change_case.county_id is '县';
comment on column social_organisations_change_case.id is '办件';
comment on column social_organisations_change_case.filled is '已填写的明细';
comment on column social_organisations_change_case.name is '名称';
comment on column social_organisations_change_case.kind is '类型';
comment on column social_organisations_change_case.credit_code is '统一社会信用代码';
comment on column social_organisations_change_case.address is '住所';
comment on column social_organisations_change_case.scope is '业务范围';
comment on column social_organisations_change_case.branch is '行业分类';
comment on column social_organisations_change_case.is_sponsored is '有业务主管单位';
comment on column social_organisations_change_case.sponsor is '业务主管单位';
comment on column social_organisations_change_case.is_direct is '属直接登记范围';
comment on column social_organisations_change_case.legal_person is '法定代表人';
comment on column social_organisations_change_case.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_change_case.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_change_case.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_change_case.term_until is '本届任期届满日';
comment on column social_organisations_change_case.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_change_case.individuals is '个人会员数';
comment on column social_organisations_change_case.units is '单位会员数';
comment on column social_organisations_change_case.staff is '专职工作人员数';
comment on column social_organisations_change_case.party is '党组织';
comment on column social_organisations_change_case.is_charity is '慈善组织';
comment on column social_organisations_change_case.phone is '联系电话';
comment on column social_organisations_change_case.certificate_until is '证书有效期至';
comment on column social_organisations_change_case.papers is '登记材料';
comment on column social_organisations_change_case.changed_what is '变更事项';
comment on column social_organisations_change_case.consented_on is '业务主管单位同意日期';
comment on column social_organisations_change_case.ended_why is '注销原因';
comment on column social_organisations_change_case.liquidated_on is '清算结束日期';
comment on column social_organisations_change_case.liquidation_report is '清算报告书文号';
comment on column social_organisations_change_case.revoked_why is '撤销登记事由';
comment on column social_organisations_change_case.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_change_case.revoked_defence is '陈述申辩意见';
comment on column social_organisations_change_case.wants_hearing is '要求听证';
comment on column social_organisations_change_case.hearing_record is '听证笔录和意见';
comment on column social_organisations_change_case.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_change_case.apply_on is 'apply：办理日期';
comment on column social_organisations_change_case.apply_by is 'apply：办理人';
comment on column social_organisations_change_case.accept_on is 'accept：办理日期';
comment on column social_organisations_change_case.accept_by is 'accept：办理人';
comment on column social_organisations_change_case.accept_due is 'accept：期限';
comment on column social_organisations_change_case.accept_missed_on is 'accept：逾期之日';
comment on column social_organisations_change_case.decide_on is 'decide：办理日期';
comment on column social_organisations_change_case.decide_by is 'decide：办理人';
comment on column social_organisations_change_case.decide_due is 'decide：期限';
comment on column social_organisations_change_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_change_case.decide_outcome is 'decide：结论';
comment on column social_organisations_change_case.publish_on is 'publish：办理日期';
comment on column social_organisations_change_case.publish_by is 'publish：办理人';
comment on column social_organisations_change_case.publish_due is 'publish：期限';
comment on column social_organisations_change_case.publish_missed_on is 'publish：逾期之日';
comment on column social_organisations_change_case.known_from is '记录时间';
call seen_with('social_organisations_change_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_change_case', 'social-organisations');
call with_history('social_organisations_change_case');
call no_conflict('social_organisations_change_case', 'case', 'id', array['apply_by', 'accept_by', 'decide_by', 'publish_by']);
call no_officer_acts('social_organisations_change_case', array['accept_by', 'decide_by', 'publish_by']);

create table social_organisations_deregistration_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  apply_on date,
  apply_by bigint,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('stop', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_accept check (decide_by <> accept_by)
);
comment on table social_organisations_deregistration_case is '社会组织注销登记：填报与各环节';
comment on column social_organisations_deregistration_case.county_id is '县';
comment on column social_organisations_deregistration_case.id is '办件';
comment on column social_organisations_deregistration_case.filled is '已填写的明细';
comment on column social_organisations_deregistration_case.name is '名称';
comment on column social_organisations_deregistration_case.kind is '类型';
comment on column social_organisations_deregistration_case.credit_code is '统一社会信用代码';
comment on column social_organisations_deregistration_case.address is '住所';
comment on column social_organisations_deregistration_case.scope is '业务范围';
comment on column social_organisations_deregistration_case.branch is '行业分类';
comment on column social_organisations_deregistration_case.is_sponsored is '有业务主管单位';
comment on column social_organisations_deregistration_case.sponsor is '业务主管单位';
comment on column social_organisations_deregistration_case.is_direct is '属直接登记范围';
comment on column social_organisations_deregistration_case.legal_person is '法定代表人';
comment on column social_organisations_deregistration_case.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_deregistration_case.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_deregistration_case.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_deregistration_case.term_until is '本届任期届满日';
comment on column social_organisations_deregistration_case.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_deregistration_case.individuals is '个人会员数';
comment on column social_organisations_deregistration_case.units is '单位会员数';
comment on column social_organisations_deregistration_case.staff is '专职工作人员数';
comment on column social_organisations_deregistration_case.party is '党组织';
comment on column social_organisations_deregistration_case.is_charity is '慈善组织';
comment on column social_organisations_deregistration_case.phone is '联系电话';
comment on column social_organisations_deregistration_case.certificate_until is '证书有效期至';
comment on column social_organisations_deregistration_case.papers is '登记材料';
comment on column social_organisations_deregistration_case.changed_what is '变更事项';
comment on column social_organisations_deregistration_case.consented_on is '业务主管单位同意日期';
comment on column social_organisations_deregistration_case.ended_why is '注销原因';
comment on column social_organisations_deregistration_case.liquidated_on is '清算结束日期';
comment on column social_organisations_deregistration_case.liquidation_report is '清算报告书文号';
comment on column social_organisations_deregistration_case.revoked_why is '撤销登记事由';
comment on column social_organisations_deregistration_case.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_deregistration_case.revoked_defence is '陈述申辩意见';
comment on column social_organisations_deregistration_case.wants_hearing is '要求听证';
comment on column social_organisations_deregistration_case.hearing_record is '听证笔录和意见';
comment on column social_organisations_deregistration_case.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_deregistration_case.apply_on is 'apply：办理日期';
comment on column social_organisations_deregistration_case.apply_by is 'apply：办理人';
comment on column social_organisations_deregistration_case.accept_on is 'accept：办理日期';
comment on column social_organisations_deregistration_case.accept_by is 'accept：办理人';
comment on column social_organisations_deregistration_case.accept_due is 'accept：期限';
comment on column social_organisations_deregistration_case.accept_missed_on is 'accept：逾期之日';
comment on column social_organisations_deregistration_case.decide_on is 'decide：办理日期';
comment on column social_organisations_deregistration_case.decide_by is 'decide：办理人';
comment on column social_organisations_deregistration_case.decide_due is 'decide：期限';
comment on column social_organisations_deregistration_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_deregistration_case.decide_outcome is 'decide：结论';
comment on column social_organisations_deregistration_case.publish_on is 'publish：办理日期';
comment on column social_organisations_deregistration_case.publish_by is 'publish：办理人';
comment on column social_organisations_deregistration_case.publish_due is 'publish：期限';
comment on column social_organisations_deregistration_case.publish_missed_on is 'publish：逾期之日';
comment on column social_organisations_deregistration_case.known_from is '记录时间';
call seen_with('social_organisations_deregistration_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_deregistration_case', 'social-organisations');
call with_history('social_organisations_deregistration_case');
call no_conflict('social_organisations_deregistration_case', 'case', 'id', array['apply_by', 'accept_by', 'decide_by', 'publish_by']);
call no_officer_acts('social_organisations_deregistration_case', array['accept_by', 'decide_by', 'publish_by']);

create table social_organisations_renewal_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  apply_on date,
  apply_by bigint,
  apply_due date,
  apply_missed_on date,
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_accept check (decide_by <> accept_by)
);
comment on table social_organisations_renewal_case is '社会组织到期换证：填报与各环节';
comment on column social_organisations_renewal_case.county_id is '县';
comment on column social_organisations_renewal_case.id is '办件';
comment on column social_organisations_renewal_case.filled is '已填写的明细';
comment on column social_organisations_renewal_case.name is '名称';
comment on column social_organisations_renewal_case.kind is '类型';
comment on column social_organisations_renewal_case.credit_code is '统一社会信用代码';
comment on column social_organisations_renewal_case.address is '住所';
comment on column social_organisations_renewal_case.scope is '业务范围';
comment on column social_organisations_renewal_case.branch is '行业分类';
comment on column social_organisations_renewal_case.is_sponsored is '有业务主管单位';
comment on column social_organisations_renewal_case.sponsor is '业务主管单位';
comment on column social_organisations_renewal_case.is_direct is '属直接登记范围';
comment on column social_organisations_renewal_case.legal_person is '法定代表人';
comment on column social_organisations_renewal_case.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_renewal_case.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_renewal_case.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_renewal_case.term_until is '本届任期届满日';
comment on column social_organisations_renewal_case.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_renewal_case.individuals is '个人会员数';
comment on column social_organisations_renewal_case.units is '单位会员数';
comment on column social_organisations_renewal_case.staff is '专职工作人员数';
comment on column social_organisations_renewal_case.party is '党组织';
comment on column social_organisations_renewal_case.is_charity is '慈善组织';
comment on column social_organisations_renewal_case.phone is '联系电话';
comment on column social_organisations_renewal_case.certificate_until is '证书有效期至';
comment on column social_organisations_renewal_case.papers is '登记材料';
comment on column social_organisations_renewal_case.changed_what is '变更事项';
comment on column social_organisations_renewal_case.consented_on is '业务主管单位同意日期';
comment on column social_organisations_renewal_case.ended_why is '注销原因';
comment on column social_organisations_renewal_case.liquidated_on is '清算结束日期';
comment on column social_organisations_renewal_case.liquidation_report is '清算报告书文号';
comment on column social_organisations_renewal_case.revoked_why is '撤销登记事由';
comment on column social_organisations_renewal_case.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_renewal_case.revoked_defence is '陈述申辩意见';
comment on column social_organisations_renewal_case.wants_hearing is '要求听证';
comment on column social_organisations_renewal_case.hearing_record is '听证笔录和意见';
comment on column social_organisations_renewal_case.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_renewal_case.apply_on is 'apply：办理日期';
comment on column social_organisations_renewal_case.apply_by is 'apply：办理人';
comment on column social_organisations_renewal_case.apply_due is 'apply：期限';
comment on column social_organisations_renewal_case.apply_missed_on is 'apply：逾期之日';
comment on column social_organisations_renewal_case.accept_on is 'accept：办理日期';
comment on column social_organisations_renewal_case.accept_by is 'accept：办理人';
comment on column social_organisations_renewal_case.accept_due is 'accept：期限';
comment on column social_organisations_renewal_case.accept_missed_on is 'accept：逾期之日';
comment on column social_organisations_renewal_case.decide_on is 'decide：办理日期';
comment on column social_organisations_renewal_case.decide_by is 'decide：办理人';
comment on column social_organisations_renewal_case.decide_due is 'decide：期限';
comment on column social_organisations_renewal_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_renewal_case.decide_outcome is 'decide：结论';
comment on column social_organisations_renewal_case.known_from is '记录时间';
call seen_with('social_organisations_renewal_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_renewal_case', 'social-organisations');
call with_history('social_organisations_renewal_case');
call no_conflict('social_organisations_renewal_case', 'case', 'id', array['apply_by', 'accept_by', 'decide_by']);
call no_officer_acts('social_organisations_renewal_case', array['accept_by', 'decide_by']);

create table social_organisations_revocation_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  name text,
  kind text check (kind in ('association', 'service', 'foundation')),
  credit_code text,
  address text,
  scope text,
  branch text check (branch in ('science', 'education', 'health', 'welfare', 'culture', 'sport', 'trade', 'farming', 'mutualAid', 'other')),
  is_sponsored boolean,
  sponsor text,
  is_direct boolean,
  legal_person text,
  id_number_sealed bytea,
  id_number_index bytea,
  id_number_masked text,
  term_until date,
  funds bigint,
  individuals integer,
  units integer,
  staff integer,
  party text check (party in ('own', 'joint', 'instructor', 'none')),
  is_charity boolean,
  phone text,
  certificate_until date,
  papers uuid[],
  changed_what text check (changed_what in ('name', 'scope', 'address', 'legal', 'funds', 'sponsor', 'charter', 'term')),
  consented_on date,
  ended_why text check (ended_why in ('purpose', 'dissolved', 'merged', 'other')),
  liquidated_on date,
  liquidation_report text,
  revoked_why text check (revoked_why in ('absent', 'failed')),
  revoked_facts text,
  revoked_defence text,
  wants_hearing boolean,
  hearing_record text,
  revocation_document text,
  notify_on date,
  notify_by bigint,
  notify_due date,
  notify_missed_on date,
  hear_on date,
  hear_by bigint,
  hearing_on date,
  hearing_by bigint,
  hearing_due date,
  hearing_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('stop', 'refuse')),
  publish_on date,
  publish_by bigint,
  publish_due date,
  publish_missed_on date,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint hearing_not_by_notify check (hearing_by <> notify_by),
  constraint decide_not_by_notify check (decide_by <> notify_by),
  constraint decide_not_by_hearing check (decide_by <> hearing_by)
);
comment on table social_organisations_revocation_case is '社会组织撤销登记：填报与各环节';
comment on column social_organisations_revocation_case.county_id is '县';
comment on column social_organisations_revocation_case.id is '办件';
comment on column social_organisations_revocation_case.filled is '已填写的明细';
comment on column social_organisations_revocation_case.name is '名称';
comment on column social_organisations_revocation_case.kind is '类型';
comment on column social_organisations_revocation_case.credit_code is '统一社会信用代码';
comment on column social_organisations_revocation_case.address is '住所';
comment on column social_organisations_revocation_case.scope is '业务范围';
comment on column social_organisations_revocation_case.branch is '行业分类';
comment on column social_organisations_revocation_case.is_sponsored is '有业务主管单位';
comment on column social_organisations_revocation_case.sponsor is '业务主管单位';
comment on column social_organisations_revocation_case.is_direct is '属直接登记范围';
comment on column social_organisations_revocation_case.legal_person is '法定代表人';
comment on column social_organisations_revocation_case.id_number_sealed is '法定代表人身份证号（加密）';
comment on column social_organisations_revocation_case.id_number_index is '法定代表人身份证号（盲索引）';
comment on column social_organisations_revocation_case.id_number_masked is '法定代表人身份证号（掩码）';
comment on column social_organisations_revocation_case.term_until is '本届任期届满日';
comment on column social_organisations_revocation_case.funds is '注册（开办）资金（单位：分；元）';
comment on column social_organisations_revocation_case.individuals is '个人会员数';
comment on column social_organisations_revocation_case.units is '单位会员数';
comment on column social_organisations_revocation_case.staff is '专职工作人员数';
comment on column social_organisations_revocation_case.party is '党组织';
comment on column social_organisations_revocation_case.is_charity is '慈善组织';
comment on column social_organisations_revocation_case.phone is '联系电话';
comment on column social_organisations_revocation_case.certificate_until is '证书有效期至';
comment on column social_organisations_revocation_case.papers is '登记材料';
comment on column social_organisations_revocation_case.changed_what is '变更事项';
comment on column social_organisations_revocation_case.consented_on is '业务主管单位同意日期';
comment on column social_organisations_revocation_case.ended_why is '注销原因';
comment on column social_organisations_revocation_case.liquidated_on is '清算结束日期';
comment on column social_organisations_revocation_case.liquidation_report is '清算报告书文号';
comment on column social_organisations_revocation_case.revoked_why is '撤销登记事由';
comment on column social_organisations_revocation_case.revoked_facts is '拟撤销登记的事实、理由和依据';
comment on column social_organisations_revocation_case.revoked_defence is '陈述申辩意见';
comment on column social_organisations_revocation_case.wants_hearing is '要求听证';
comment on column social_organisations_revocation_case.hearing_record is '听证笔录和意见';
comment on column social_organisations_revocation_case.revocation_document is '撤销登记决定书文号';
comment on column social_organisations_revocation_case.notify_on is 'notify：办理日期';
comment on column social_organisations_revocation_case.notify_by is 'notify：办理人';
comment on column social_organisations_revocation_case.notify_due is 'notify：期限';
comment on column social_organisations_revocation_case.notify_missed_on is 'notify：逾期之日';
comment on column social_organisations_revocation_case.hear_on is 'hear：办理日期';
comment on column social_organisations_revocation_case.hear_by is 'hear：办理人';
comment on column social_organisations_revocation_case.hearing_on is 'hearing：办理日期';
comment on column social_organisations_revocation_case.hearing_by is 'hearing：办理人';
comment on column social_organisations_revocation_case.hearing_due is 'hearing：期限';
comment on column social_organisations_revocation_case.hearing_missed_on is 'hearing：逾期之日';
comment on column social_organisations_revocation_case.decide_on is 'decide：办理日期';
comment on column social_organisations_revocation_case.decide_by is 'decide：办理人';
comment on column social_organisations_revocation_case.decide_due is 'decide：期限';
comment on column social_organisations_revocation_case.decide_missed_on is 'decide：逾期之日';
comment on column social_organisations_revocation_case.decide_outcome is 'decide：结论';
comment on column social_organisations_revocation_case.publish_on is 'publish：办理日期';
comment on column social_organisations_revocation_case.publish_by is 'publish：办理人';
comment on column social_organisations_revocation_case.publish_due is 'publish：期限';
comment on column social_organisations_revocation_case.publish_missed_on is 'publish：逾期之日';
comment on column social_organisations_revocation_case.known_from is '记录时间';
call seen_with('social_organisations_revocation_case', 'case_file', 'id', 'app_sees_all');
call of_business('social_organisations_revocation_case', 'social-organisations');
call with_history('social_organisations_revocation_case');
call no_conflict('social_organisations_revocation_case', 'case', 'id', array['notify_by', 'hear_by', 'hearing_by', 'decide_by', 'publish_by']);
call no_officer_acts('social_organisations_revocation_case', array['notify_by', 'hearing_by', 'decide_by', 'publish_by']);

create function people_of_organisation_social_organisations_registered(county smallint, subjects bigint[], cases bigint[])
  returns table (subject_id bigint, case_id bigint, number bytea) language sql stable security definer set search_path = public, pg_temp as $$
  select t.organisation_id, null::bigint, s.id_number_index from social_organisations_registered t cross join lateral (select * from social_organisations_registered_state s where s.county_id = t.county_id and s.row_id = t.id
      and s.starts <= ledger_day(county) order by s.version desc limit 1) s where t.county_id = county and t.organisation_id = any (subjects) and t.held @> ledger_day(county)
  union all select t.organisation_id, null::bigint, x.id_number_index from social_organisations_registered t join social_organisations_registered_officers x
      on x.county_id = t.county_id and x.row_id = t.id and x.held @> ledger_day(county) where t.county_id = county and t.organisation_id = any (subjects) and t.held @> ledger_day(county)
  union all select null::bigint, c.id, c.id_number_index from social_organisations_establishment_case c where c.county_id = county and c.id = any (cases)
  union all select null::bigint, c.id, c.id_number_index from social_organisations_change_case c where c.county_id = county and c.id = any (cases)
  union all select null::bigint, c.id, c.id_number_index from social_organisations_deregistration_case c where c.county_id = county and c.id = any (cases)
  union all select null::bigint, c.id, c.id_number_index from social_organisations_renewal_case c where c.county_id = county and c.id = any (cases)
  union all select null::bigint, c.id, c.id_number_index from social_organisations_revocation_case c where c.county_id = county and c.id = any (cases)
  union all select null::bigint, x.case_id, x.id_number_index from social_organisations_registered_officers x
      where x.county_id = county and x.case_id = any (cases) and (x.held is null or not isempty(x.held)) $$;
