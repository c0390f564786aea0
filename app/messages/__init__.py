"""Field formats in and out: the only home of XML; one folder per family of messages."""
