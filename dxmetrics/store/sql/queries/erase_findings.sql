-- what the findings of some revisions quote; their codes and cells stay
update raw.finding
set found = case when found = '' then '' else $erased end, params = '{}'
where revision_id in (select unnest($revisions))
