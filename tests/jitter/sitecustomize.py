"""Read first by every Python that has this folder in PYTHONPATH: `./infra/test --jitter`."""

import os

if seed := os.environ.get("JITTER_SEED"):
    from tests.jitter import children, loops
    from tests.jitter.chance import CHANCE

    CHANCE.begin(seed)
    loops.hold_back(CHANCE)
    children.pass_on("JITTER_SEED", "PYTHONPATH")
