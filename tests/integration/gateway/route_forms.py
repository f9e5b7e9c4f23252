"""What is posted to each route: right in itself, so that it is the wall that refuses."""

from tests.installation import WINTER_DAY

NOBODY = "00000000-0000-0000-0000-000000000001"

FORMS: dict[str, dict[str, str]] = {
    "subscribe": {"plan": "short"},
    "plan": {"plan": "studio"},
    "act": {"act": "pause"},
    "roles": {"name": "Ariel"},
    "sessions": {
        "title": "x", "local_date": WINTER_DAY, "zone": "UTC", "first_slot": "10:00",
        "role_id": "{role_id}",
    },
    "invitations": {
        "name": "Ann", "email": "ann@walls.test", "role": "associate", "slot_id": "{slot_id}",
    },
    "watchers": {"name": "Ann", "title": "Producer", "email": "ann@walls.test"},
    "address": {"email": "ann@walls.test"},
    "reps": {
        "name": "Rita", "title": "Stage Agents", "email": "rita@walls.test", "rep_id": "{rep_id}",
    },
    "scorecard": {"rating": "3"},
    "candidates": {"name": "Ana Silva", "role_id": "{role_id}"},
    "decisions": {"kind": "callback", "version": "1", "ids": "{candidate_id}"},
    "told-through": {"told_through": "person", "version": "1"},
    "answers": {"kind": "callback", "version": "1", "candidate_ids": "{candidate_id}"},
    "words": {"kind": "callback", "message": "x"},
    "{role_id}": {"name": "x", "version": "1"},
    "rounds": {"kind": "audition", "title": "x"},
    "edit": {"kind": "audition", "title": "x", "version": "1"},
    "move": {"position": "1"},
    "ask": {"message": "When?"},
    "keep": {"until": WINTER_DAY},
    "preview": {"kind": "callback", "version": "1"},
    "part": {"role": "owner"},
    "api-tokens": {"name": "x", "scopes": "read"},
    "outgoing-webhooks": {"url": "https://walls.test/", "kinds": "take.recorded"},
    "switch": {"on": "false"},
    "mapping": {"version": "1", "columns": "name"},
    "dismiss": {"one_id": "{talent_id}", "other_id": "{other_id}"},
    "merge": {"other_id": "{other_id}", "version": "1", "other_version": "1"},
    "productions": {"title": "x"},
    "agencies": {"name": "x", "your_name": "x"},
    "contacts": {"name": "x"},
    "{contact_id}": {"name": "x", "version": "1"},
    "talent": {"name": "x"},
    "{talent_id}": {"name": "x", "version": "1"},
    "rep-firms": {"name": "x"},
    "{rep_id}": {"name": "x", "version": "1"},
    "{firm_id}": {"name": "x", "version": "1"},
    "archive": {"archived": "true", "ids": NOBODY},
    "tag": {"new_tag": "x", "ids": NOBODY},
    "hold": {"reason": "x"},
    "notes": {"words": "x"},
    "{note_id}": {"words": "x", "version": "1"},
    "availability": {"first_day": WINTER_DAY, "last_day": WINTER_DAY, "state": "free"},
    "guardians": {"name": "x", "email": "guardian@walls.test"},
    "{guardian_id}": {"name": "x", "email": "guardian@walls.test"},
    "agreements": {
        "guardian_id": "{guardian_id}", "production_id": "{production_id}", "words": "x",
    },
    "ask-to-agree": {"production_id": "{production_id}"},
    "{agreement}": {"answer": "yes", "shown": "x"},
    "birth": {"year": "2016", "month": "4"},
}  # fmt: skip
"""By the last part of an address: what its form posts; `{…}` is filled in."""
