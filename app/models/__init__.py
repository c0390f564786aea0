"""Stored records: the journal, queues, search, outbox and inbox as tables and named questions."""
