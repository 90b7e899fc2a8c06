"""What is counted, once for everybody: snapshots, the health of spaces, the API. Each statement asks of windows."""

from cordee.insights.models import Kind

# What others see of somebody. Reading is not among them, nor joining, nor a step done alone.
FOUND_USEFUL = (Kind.REACT, Kind.THANK, Kind.TRY, Kind.ADAPT, Kind.TEACH)
SOCIAL = (Kind.CONTRIBUTE, Kind.REPLY, *FOUND_USEFUL, Kind.ACCEPT, Kind.VOTE)
MET = (Kind.READ, *SOCIAL)


def _kinds(kinds: tuple[Kind, ...]) -> str:
    return "(" + ", ".join(f"'{kind.value}'" for kind in kinds) + ")"


BOUNDS = (1, 2, 3, 5, 10, 20)  # where a column of the drawn distribution begins, after that of nothing
_COLUMNS = ", ".join(
    f"count(*) FILTER (WHERE wrote >= {low}" + (f" AND wrote < {high})" if high else ")")
    for low, high in zip((0, *BOUNDS), (*BOUNDS, None), strict=True)
)

# Everybody who could (is there as the window ends) or did. What each of them did, then what they come to together.
PEOPLE = f""",
each AS (
  SELECT w.number, a.person_id,
         count(*) FILTER (WHERE a.kind IN {_kinds(SOCIAL)}) AS social,
         count(*) FILTER (WHERE a.kind = 'read') AS reads,
         count(*) FILTER (WHERE a.kind IN ('contribute', 'reply')) AS wrote,
         count(*) FILTER (WHERE a.kind = 'reply' AND a.toward_id IS NOT NULL) AS helped,
         count(*) FILTER (WHERE a.mode = 'practice' AND a.kind NOT IN ('join', 'other')) AS practice,
         count(*) FILTER (WHERE a.mode = 'social' AND a.kind NOT IN ('join', 'other')) AS among,
         count(*) FILTER (WHERE a.mode = 'formal' AND a.kind NOT IN ('join', 'other')) AS formal
  FROM w {{link}} AND a.at >= w.starts AND a.at < w.ends
  WHERE a.seen GROUP BY 1, 2
), there AS (
  SELECT DISTINCT w.number, p.person_id FROM w {{there}} AND p.since < w.ends AND (p.until IS NULL OR p.until >= w.ends)
), everyone AS (
  SELECT number, person_id, coalesce(social, 0) AS social, coalesce(reads, 0) AS reads, coalesce(wrote, 0) AS wrote,
         coalesce(helped, 0) AS helped, coalesce(practice, 0) AS practice, coalesce(among, 0) AS among,
         coalesce(formal, 0) AS formal
  FROM each FULL JOIN there USING (number, person_id)
)
SELECT number, count(*), count(*) FILTER (WHERE social > 0), count(*) FILTER (WHERE reads > 0),
       count(*) FILTER (WHERE wrote > 0), count(*) FILTER (WHERE helped > 0), sum(wrote)::bigint,
       percentile_disc(ARRAY[0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY wrote), ARRAY[{_COLUMNS}],
       sum(practice)::bigint, sum(among)::bigint, sum(formal)::bigint,
       count(*) FILTER (WHERE practice + among + formal > 0)
FROM everyone GROUP BY 1
"""  # noqa: S608 (the kinds are this module's own)

# What a figure is made of, without what was read: how many acts of each kind, by how many people.
KINDS = """,
told AS (
  SELECT w.number, a.kind, count(*) AS acts, count(DISTINCT a.person_id) AS people
  FROM w {link} AND a.at >= w.starts AND a.at < w.ends WHERE a.seen AND a.kind <> 'read' GROUP BY 1, 2
)
SELECT number, jsonb_agg(jsonb_build_array(kind, acts, people) ORDER BY acts DESC, kind) FROM told GROUP BY 1
"""

# An answer counts when it was there at the end of the window: the same moment for all questions, old or new. A peer does
# not facilitate the space. The people concerned are those who asked: who answers may be from elsewhere, and would make
# five of one. Of a space and a cohort, whose acts all happen there, those who answered first are among them.
QUESTIONS = """,
asked AS (
  SELECT w.number, a.at, a.person_id, r.peer_at, r.peer_id, r.keeper_at
  FROM w {link} AND a.at >= w.starts AND a.at < w.ends
  LEFT JOIN LATERAL (
    SELECT min(s.at) FILTER (WHERE NOT s.kept) AS peer_at, min(s.at) FILTER (WHERE s.kept) AS keeper_at,
           (array_agg(s.person_id ORDER BY s.at) FILTER (WHERE NOT s.kept))[1] AS peer_id
    FROM insights_act s
    WHERE s.thread_id = a.object_id AND s.kind = 'reply' AND s.seen AND s.person_id <> a.person_id AND s.at < w.ends
  ) r ON true
  WHERE a.kind = 'contribute' AND a.question AND a.seen
)
SELECT number, count(*),
       (SELECT count(DISTINCT who) FROM unnest(array_agg(person_id) {answerers}) AS who),
       count(peer_at), count(*) FILTER (WHERE peer_at IS NULL AND keeper_at IS NOT NULL),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM peer_at - at) / 3600)
           FILTER (WHERE peer_at IS NOT NULL),
       array_agg(extract(epoch FROM peer_at - at)::float8 / 3600 ORDER BY peer_at - at) FILTER (WHERE peer_at IS NOT NULL)
FROM asked GROUP BY 1
"""

# Who came in the window before: their twenty-eight days are over when this one ends. Who facilitates is no newcomer.
ARRIVALS = f""",
came AS (
  SELECT DISTINCT ON (w.number, p.person_id) w.number, p.person_id, p.since, p.scope_id
  FROM w {{there}} AND p.since >= w.starts - interval '28 days' AND p.since < w.starts
  WHERE p.anew AND NOT p.leads ORDER BY w.number, p.person_id, p.since DESC
)
SELECT number, count(*), count(*) FILTER (WHERE EXISTS (
  SELECT FROM insights_act a
  WHERE a.person_id = p.person_id AND {{acted_there}} AND a.kind IN {_kinds(SOCIAL)}
    AND a.at > p.since AND a.at <= p.since + interval '28 days'
    AND (a.at AT TIME ZONE 'UTC')::date > (p.since AT TIME ZONE 'UTC')::date
))
FROM came p GROUP BY 1
"""  # noqa: S608

# Whom a contribution met (its author aside), who of them found it useful, and when it was last written or looked after;
# and how many people the contributions of each format met: one who met three of them is one.
CONTENTS = f""",
met AS (
  SELECT w.number, w.ends, a.thread_id, a.person_id,
         bool_or(a.kind IN {_kinds(FOUND_USEFUL)} AND a.object_id = a.thread_id) AS found
  FROM w {{link}} AND a.at >= w.starts AND a.at < w.ends
  WHERE a.seen AND a.thread_id IS NOT NULL AND a.kind IN {_kinds(MET)} AND a.source = 'journal'
  GROUP BY 1, 2, 3, 4
), near AS MATERIALIZED (
  SELECT m.number, m.ends, m.thread_id, m.person_id, m.found, own.at, post.kind, m.person_id <> own.person_id AS other
  FROM met m
  JOIN insights_act own ON own.object_id = m.thread_id AND own.kind = 'contribute' AND own.seen
  LEFT JOIN spaces_post post ON post.id = m.thread_id
), content AS (
  SELECT n.number, n.thread_id, n.kind, count(*) FILTER (WHERE n.other) AS met,
         count(*) FILTER (WHERE n.found AND n.other) AS found,
         extract(epoch FROM n.ends - greatest(n.at, (
           SELECT max(c.at) FROM insights_act c
           WHERE c.thread_id = n.thread_id AND c.kind = 'other' AND c.object_id = n.thread_id AND c.at < n.ends
         ))) / 86400 AS days
  FROM near n GROUP BY n.number, n.ends, n.thread_id, n.kind, n.at
), people AS (SELECT number, count(DISTINCT person_id) FILTER (WHERE other) AS people FROM near GROUP BY 1
), format AS (
  SELECT number, kind, count(DISTINCT person_id) AS people FROM near WHERE other AND kind IS NOT NULL GROUP BY 1, 2
)
SELECT number, people,
       array_agg(thread_id::text ORDER BY thread_id), array_agg(content.kind ORDER BY thread_id),
       array_agg(found ORDER BY thread_id), array_agg(met ORDER BY thread_id),
       count(*) FILTER (WHERE days < 365), count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY days::float8),
       (SELECT coalesce(jsonb_object_agg(f.kind, f.people), '{{{{}}}}') FROM format f WHERE f.number = content.number)
FROM content JOIN people USING (number) GROUP BY 1, 2
"""  # noqa: S608
