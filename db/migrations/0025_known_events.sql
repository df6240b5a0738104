-- 自有记录即事件：由办件而来的事件找得到办件；同一件事再次得知的，找得到先前那一件。
alter table life_event add foreign key (county_id, case_id) references case_file (county_id, id);
create index on life_event (county_id, case_id) where case_id is not null;
create index on life_event (county_id, repeats_id) where repeats_id is not null;
