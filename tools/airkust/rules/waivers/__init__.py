"""What is wrong with a waiver. These judge what the other rules found, so they run after them."""
