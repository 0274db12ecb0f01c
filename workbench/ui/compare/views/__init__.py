"""What the tab shows, as HTML. Every text goes through `escape`; nothing else makes markup."""
