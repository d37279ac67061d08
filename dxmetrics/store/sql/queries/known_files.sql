-- one row per file among some, by their hashes, whose bytes are kept already
select file.sha256
from raw.file as file
where list_contains($sha256s, file.sha256)
