"""Small invented rotations, drawn so that swaps, full companies, closed blocks and problems without solution occur."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st


@st.composite
def small_rotations(draw: st.DrawFn) -> dict[str, Any]:
    """Two or three companies, one to four apprentices, four to six blocks in two years."""
    companies = [f"c{at}" for at in range(draw(st.integers(2, 3)))]
    blocks = _blocks([draw(st.sampled_from([5, 10, 20])) for _block in range(draw(st.integers(4, 6)))])
    closed = {name: draw(st.lists(st.integers(2, len(blocks) - 1), max_size=1)) for name in companies}
    shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    return {
        "apprentices": [
            {"apprentice": f"a{at}", "employer": draw(st.sampled_from(companies)), "repeating": draw(st.booleans())}
            for at in range(draw(st.integers(1, 4)))
        ],
        "companies": [
            {
                "company": name,
                "mentors": draw(st.integers(1, 2)),
                "skills": {"s": draw(shares), "t": draw(shares)},
                "closed": closed[name],
                "blackouts": [{"from": blocks[at]["from"], "to": blocks[at]["to"]} for at in closed[name]],
            }
            for name in companies
        ],
        "blocks": blocks,
        "targets": [
            {"skill": skill, "year": year, "days": draw(st.integers(0, 25 * year))}
            for skill in ("s", "t")
            for year in (1, 2)
        ],
        "rules": {
            "employer-share": draw(st.sampled_from([0.0, 0.5])),
            "other-hosts": draw(st.integers(0, 2)),
            "first-swap-days": draw(st.sampled_from([5, 15, 45])),
            "swaps": draw(st.integers(0, 4)),
            "stay-days": draw(st.sampled_from([5, 10, 20])),
            "last-blocks-together": draw(st.integers(1, 2)),
            "cost-swap": draw(st.integers(0, 20)),
            "cost-missing-day": draw(st.integers(0, 3)),
        },
    }


def _blocks(days: list[int]) -> list[dict[str, Any]]:
    first = date(2026, 9, 7)
    return [
        {
            "block": f"B{at + 1}",
            "from": (first + timedelta(weeks=6 * at)).isoformat(),
            "to": (first + timedelta(weeks=6 * at, days=7 * (count // 5) - 3)).isoformat(),
            "days": count,
            "year": 1 if at < len(days) // 2 else 2,
        }
        for at, count in enumerate(days)
    ]
