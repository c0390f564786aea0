"""How acts and messages travel: frames, bundles, the conversation, links and channels."""
