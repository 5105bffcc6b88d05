"""How does Alembic reach the database that the store hands over?"""

from __future__ import annotations

from alembic import context

from xiaoer.adapters.storage.migrate import VERSION_TABLE
from xiaoer.adapters.storage.tables import metadata

# The store begins and commits the transaction around this, so that a start that is killed leaves nothing half made.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
