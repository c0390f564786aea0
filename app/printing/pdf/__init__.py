"""PDF out and in: pages with embedded faces written, pages rendered and their words read back."""
