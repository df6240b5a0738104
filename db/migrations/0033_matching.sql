-- 比对: the files of other departments that were matched against the ledger; of them only what says something about our people is kept, with its line.
create table matched_file (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  register text not null, name text not null, sm3 text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  rows integer not null, hits integer not null, added integer not null, raised integer not null,
  on_day date not null, read_by bigint not null, read_person bigint not null, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), check (hits <= rows and added <= hits)
);
comment on table matched_file is '比对过的部门文件：来源、文件名、国密摘要、行数、命中数、新增数、线索数（只增不改）';
create index on matched_file (county_id, register, on_day);
call seen_in_county('matched_file');
call not_for_outside('matched_file');

create table matched_hit (
  county_id smallint not null, file_id bigint not null, line integer not null, register text not null, row_id bigint not null,
  primary key (county_id, register, row_id), foreign key (county_id, file_id) references matched_file (county_id, id)
);
comment on table matched_hit is '部门数据的每一行最先由哪个文件的第几行告知（只增不改）';
create index on matched_hit (county_id, file_id);
call seen_in_county('matched_hit');
call not_for_outside('matched_hit');

create table clue_case (
  county_id smallint not null, case_id bigint not null, register text not null, row_id bigint not null, warning text not null,
  primary key (county_id, case_id), foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table clue_case is '每条线索由哪一行数据、哪条规则引起（只增不改）';
create index on clue_case (county_id, row_id);
call seen_in_county('clue_case');
call not_for_outside('clue_case');
