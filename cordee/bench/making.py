"""Acts of an invented organisation as the files of an export, made by DuckDB: millions in seconds, the same each time."""

from pathlib import Path

import duckdb

DAYS, SPACES, A_PERSON = 365, 200, 100  # days of history; spaces; acts a person
UNTIL = "2026-11-22"  # a Sunday
# Chance by hashing a number and a word. Every twelfth act is a contribution; replies come after the one they answer. Few
# people do much, few spaces are full, and nobody writes at the same hour of each day.
_MACROS = """
CREATE MACRO u(i, what) AS (hash(i, what) % 1000000007) / 1000000007.0;
CREATE MACRO named(kind, i) AS printf('%08x-0000-7000-8000-%012x', kind, i);
CREATE MACRO person(i) AS named(1, CAST(floor({people} * power(u(i, 'person'), 3)) AS BIGINT));
CREATE MACRO space(i) AS named(2, CAST(floor({spaces} * power(u(i, 'space'), 2)) AS BIGINT));
CREATE MACRO moment(i) AS CAST(epoch_us(TIMESTAMP '{until} 23:59:59') - u(i, 'at') * {days} * 86400000000 AS BIGINT);
CREATE MACRO answered(i) AS 12 * CAST(floor(u(i, 'post') * {contributions}) AS BIGINT);
"""
_ACTS = """
WITH chosen AS (
  SELECT range AS i, u(range, 'kind') AS k, answered(range) AS post FROM range({count})
), kinds AS (
  SELECT i, post, CASE
    WHEN i % 12 = 0 THEN 'contribute' WHEN k < 0.42 THEN 'read' WHEN k < 0.58 THEN 'reply' WHEN k < 0.68 THEN 'react'
    WHEN k < 0.74 THEN 'thank' WHEN k < 0.77 THEN 'try' WHEN k < 0.78 THEN 'adapt' WHEN k < 0.79 THEN 'teach'
    WHEN k < 0.92 THEN 'step' WHEN k < 0.95 THEN 'attend' WHEN k < 0.97 THEN 'work' ELSE 'other' END AS kind
  FROM chosen
), told AS (
  SELECT *, kind NOT IN ('contribute', 'step', 'attend', 'work', 'other') AS about FROM kinds
), timed AS (
  SELECT *, CASE WHEN about THEN least(moment(post) + CAST(-ln(1 - u(i, 'delay')) * 72000000000 AS BIGINT),
    epoch_us(TIMESTAMP '{until} 23:59:59')) ELSE moment(i) END AS us FROM told
)
SELECT named(3, i) AS id, make_timestamptz(us) AS at, person(i) AS person_id, kind,
       CASE WHEN kind IN ('try', 'adapt', 'work') THEN 'practice' WHEN kind IN ('step', 'attend', 'other') THEN 'formal'
            ELSE 'social' END AS mode,
       CASE WHEN about THEN space(post) ELSE space(i) END AS space_id, NULL::VARCHAR AS path_id,
       CASE WHEN kind IN ('step', 'attend', 'work') THEN named(4, i % 50) END AS cohort_id,
       named(5, hash(person(i)) % 40) AS unit_id,
       CASE WHEN about AND kind <> 'reply' THEN named(3, post) ELSE named(3, i) END AS object_id,
       CASE WHEN about THEN named(3, post) WHEN kind = 'contribute' THEN named(3, i) END AS thread_id,
       CASE WHEN about AND person(post) <> person(i) THEN person(post) END AS toward_id,
       kind = 'contribute' AND u(i, 'question') < 0.5 AS question, u(i, 'kept') < 0.05 AS kept,
       u(i, 'seen') > 0.01 AS seen,
       'journal' AS source, CAST(make_timestamp(us) AS DATE) AS day
FROM timed
"""
_PRESENCES = """
SELECT scope,
       CASE WHEN scope = 'space' THEN space(n * 4 + place) WHEN scope = 'cohort' THEN named(4, n % 50) END AS scope_id,
       named(1, n) AS person_id,
       make_timestamptz(
         CAST(epoch_us(TIMESTAMP '{until} 23:59:59') - u(n * 4 + place, 'since') * 6e13 AS BIGINT)
       ) AS since,
       CASE WHEN u(n * 4 + place, 'left') < 0.1 THEN TIMESTAMPTZ '{until} 12:00:00+00' END AS until,
       u(n, 'anew') < 0.95 AS anew, scope = 'space' AND u(n * 4 + place, 'leads') < 0.02 AS leads
FROM (SELECT range AS n FROM range({people})) AS people,
     (VALUES ('organisation', 0), ('space', 1), ('space', 2), ('cohort', 3)) AS places (scope, place)
"""


def make_acts(to: Path, count: int) -> None:
    """Write so many acts, and who belongs where, below ``to``: ``acts`` by day, ``presences``."""
    duck = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(to / "spill")})
    duck.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    sizes = {
        "count": count,
        "people": max(100, count // A_PERSON),
        "spaces": SPACES,
        "days": DAYS,
        "until": UNTIL,
        "contributions": max(1, count // 12),
    }
    duck.execute(_MACROS.format(**sizes))
    (to / "presences").mkdir(parents=True)
    form = "FORMAT parquet, COMPRESSION zstd"
    acts, presences = _ACTS.format(**sizes), _PRESENCES.format(**sizes)
    duck.execute(f"COPY ({acts}) TO '{to}/acts' ({form}, PARTITION_BY (day))")
    duck.execute(f"COPY ({presences}) TO '{to}/presences/part.parquet' ({form})")
    duck.close()
