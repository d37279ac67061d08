-- the bytes of the files of some revisions; size and SHA-256 stay, so that what was received can still be proved
update raw.file
set content = ''::blob
where
    octet_length(content) > 0
    and sha256 in (
        select revision.sha256
        from raw.revision as revision
        where revision.revision_id in (select unnest($revisions))
    )
