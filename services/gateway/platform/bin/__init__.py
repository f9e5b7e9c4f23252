"""The bin: what was deleted, of all kinds, until it is restored or removed for good.

A table that can be deleted from has `deleted_at`, a part of the view `binned`, and, where things
hang on its rows, a part of the function `hidden`, which row-level security asks
(`infra/decisions/0051`).
"""
