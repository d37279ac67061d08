-- one row per status, worst first: the order in which "all" takes the worst of its levels (metrics.md §2).
-- not_met is a single unit's, where a district's office is one of its levels
-- kept: whole
select
    ranked.status,
    ranked.badness
from (
    values
    ('missed', 1), ('regressing', 2), ('lagging', 3), ('stagnant', 4), ('not_met', 5), ('needs_acceleration', 6),
    ('incomplete', 7), ('not_reported', 8), ('not_assessable', 9), ('in_year', 10), ('on_track', 11), ('achieved', 12)
) as ranked (status, badness)
