# SPDX-License-Identifier: MIT
"""Alembic's entry: runs the revisions on the connection it is given, in the transaction that is already open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
